package io.audittrail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the records that a query asks for.
 *
 * @param next where the next page goes on, see {@link AuditQuery#after}; null when there is nothing more
 * @param streams whose records were looked at
 * @param complete whether every record was seen that the page could hold: lines that cannot be read, or are gone, are not
 * @param notes why it is not complete, and what else an empty or short answer may be due to
 */
public record AuditPage(
        List<AuditRecord> records, @Nullable String next, List<String> streams, boolean complete, List<String> notes) {

    public AuditPage {
        records = List.copyOf(records);
        streams = List.copyOf(streams);
        notes = List.copyOf(notes);
    }
}
