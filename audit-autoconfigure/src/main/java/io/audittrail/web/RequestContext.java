package io.audittrail.web;

import io.audittrail.ContextContributor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Method and path of the servlet request at work, and the client's address; on another thread, those of the request
 * that handed the work over. Nothing else of a request: query strings, headers and bodies hold secrets.
 */
public final class RequestContext implements ContextContributor {

    @Override
    public Map<String, String> context() {
        RequestInfo info = RequestInfo.current();
        if (info == null) {
            return Map.of();
        }
        Map<String, String> context = new LinkedHashMap<>(4);
        context.put("request", info.request());
        context.put("ip", info.ip());
        return context;
    }
}
