package io.audittrail.actuate;

import java.util.Map;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The parameters of the servlet request at work. */
public final class ServletParameters {

    private ServletParameters() {}

    public static Map<String, String[]> current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getParameterMap()
                : Map.of();
    }
}
