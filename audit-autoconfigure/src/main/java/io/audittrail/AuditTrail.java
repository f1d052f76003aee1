package io.audittrail;

import java.util.List;

/** Reads the log. */
@FunctionalInterface
public interface AuditTrail {

    /** The newest matching records, newest first, each the JSON object that stands in the log. */
    List<String> find(AuditQuery query);
}
