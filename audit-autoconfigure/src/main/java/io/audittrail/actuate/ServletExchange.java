package io.audittrail.actuate;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The exchange of the servlet request that the thread is at work for. */
public final class ServletExchange implements Exchange {

    @Override
    public Map<String, String[]> parameters() {
        return attributes().getRequest().getParameterMap();
    }

    @Override
    public String path() {
        return attributes().getRequest().getRequestURI();
    }

    @Override
    public void header(String name, String value) {
        HttpServletResponse response = attributes().getResponse();
        if (response != null) {
            response.setHeader(name, value);
        }
    }

    private static ServletRequestAttributes attributes() {
        if (RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes attributes) {
            return attributes;
        }
        throw new IllegalStateException("The endpoint was called without a servlet request");
    }
}
