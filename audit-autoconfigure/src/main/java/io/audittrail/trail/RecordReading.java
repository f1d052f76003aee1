package io.audittrail.trail;

import io.audittrail.AuditRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records that answer a query, one at a time. Not thread-safe. */
interface RecordReading extends AutoCloseable {

    /** Whether there is another record. Also says no when enough has been read: {@link #next} tells the difference. */
    boolean advance() throws IOException;

    AuditRecord record();

    /** Where to go on behind the record, as a cursor; null when everything was read. */
    @Nullable
    String next() throws IOException;

    /** Whose records were looked at. */
    List<String> streams();

    /** Says of what was removed that it cannot be found. */
    void remarkMissingStart() throws IOException;

    /** Says what else there is that may have an answer, and is not read here. */
    void remarkOthers();

    @Override
    void close();
}
