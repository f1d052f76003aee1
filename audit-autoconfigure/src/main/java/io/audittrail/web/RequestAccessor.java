package io.audittrail.web;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries method, path and client address of the request to other threads. Found by Micrometer's context propagation,
 * also in applications without servlets, where it has nothing to carry.
 */
public final class RequestAccessor implements ThreadLocalAccessor<RequestInfo> {

    private final boolean servlets;

    public RequestAccessor() {
        this.servlets = isPresent("jakarta.servlet.http.HttpServletRequest")
                && isPresent("org.springframework.web.context.request.RequestContextHolder");
    }

    @Override
    public Object key() {
        return "io.audittrail.request";
    }

    @Override
    public @Nullable RequestInfo getValue() {
        return servlets ? RequestInfo.current() : null;
    }

    @Override
    public void setValue(RequestInfo info) {
        RequestInfo.handOver(info);
    }

    @Override
    public void setValue() {
        if (servlets) {
            RequestInfo.clear();
        }
    }

    /**
     * What held before may be the thread's own request, and then ends with it: handed over, it would stay on the
     * container's thread and stand in the records of the next request.
     */
    @Override
    public void restore(RequestInfo before) {
        RequestInfo.clear();
        if (!before.equals(RequestInfo.current())) {
            RequestInfo.handOver(before);
        }
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, RequestAccessor.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
