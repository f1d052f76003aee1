package io.audittrail;

import java.util.List;

/** Reads the log. */
public interface AuditTrail {

    /** The newest matching records, newest first, each the JSON object that stands in the log. */
    List<String> find(AuditQuery query);

    /** Where the log is not what it should be, in the order of time. Reads all of it: that takes its time. */
    List<AuditGap> gaps();
}
