package io.audittrail;

import java.util.List;
import java.util.Map;

/** A part of the audit trail that can be unwell. Health indicator and meters ask every bean of this type. */
@FunctionalInterface
public interface AuditHealth {

    Report report();

    /**
     * @param problems what is wrong now, in sentences; empty when all is well
     * @param details facts for an operator, by name
     * @param failures how often something went wrong since the start, by kind
     */
    record Report(List<String> problems, Map<String, Object> details, Map<String, Long> failures) {
        public Report {
            problems = List.copyOf(problems);
            details = Map.copyOf(details);
            failures = Map.copyOf(failures);
        }
    }
}
