package io.audittrail.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What is recorded of a request, as text: the request itself is the container's, who uses it again for another client
 * while a task that was handed over is still at work.
 */
record RequestInfo(String request, String ip) {

    private static final ThreadLocal<RequestInfo> HANDED_OVER = new ThreadLocal<>();
    /** A session id may travel in a path, as a parameter of it. */
    private static final Pattern PATH_PARAMETER = Pattern.compile(";[^/]*");

    /** Of the request that handed work to this thread, or of the one that the thread serves. */
    static @Nullable RequestInfo current() {
        RequestInfo handedOver = HANDED_OVER.get();
        if (handedOver != null) {
            return handedOver;
        }
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return null;
        }
        try {
            return of(attributes.getRequest());
        } catch (RuntimeException e) {
            return null; // The thread kept a request that is over, and its container has taken back.
        }
    }

    static void handOver(RequestInfo info) {
        HANDED_OVER.set(info);
    }

    static void clear() {
        HANDED_OVER.remove();
    }

    private static RequestInfo of(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path.indexOf(';') >= 0) {
            path = PATH_PARAMETER.matcher(path).replaceAll("");
        }
        return new RequestInfo(request.getMethod() + ' ' + path, request.getRemoteAddr());
    }
}
