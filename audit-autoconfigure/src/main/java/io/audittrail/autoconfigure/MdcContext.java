package io.audittrail.autoconfigure;

import io.audittrail.ContextContributor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;

/** Those values of the logging context whose keys are named, in that order: the MDC may hold secrets. */
final class MdcContext implements ContextContributor {

    private final List<String> keys;

    MdcContext(List<String> keys) {
        this.keys = keys;
    }

    @Override
    public Map<String, String> context() {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<String, String> context = new LinkedHashMap<>();
        for (String key : keys) {
            String value = MDC.get(key);
            if (value != null) {
                context.put(key, value);
            }
        }
        return context;
    }
}
