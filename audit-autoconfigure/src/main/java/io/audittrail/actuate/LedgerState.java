package io.audittrail.actuate;

import io.audittrail.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is of the log, and how it is written.
 *
 * @param settings that decide how it is written and kept, as they go over HTTP
 * @param backlog what is committed and not in the log yet, likewise
 * @param failure why the streams are not there, in a sentence; null when they are
 */
public record LedgerState(
        List<Stream> streams,
        Map<String, @Nullable Object> settings,
        Map<String, @Nullable Object> backlog,
        @Nullable String failure) {

    public LedgerState {
        streams = List.copyOf(streams);
    }

    /**
     * A stream, whoever wrote it.
     *
     * @param own whether this application writes it now
     * @param bytes of its files
     * @param hash of its last line
     * @param lastCheckpoint that this application made
     */
    public record Stream(
            String stream,
            boolean own,
            long firstSeq,
            long lastSeq,
            @Nullable Instant firstTime,
            @Nullable Instant lastTime,
            long bytes,
            @Nullable String hash,
            @Nullable Checkpoint lastCheckpoint,
            List<Segment> segments) {

        public Stream {
            segments = List.copyOf(segments);
        }
    }

    /**
     * A file of it.
     *
     * @param id always the same for the same, and no name
     */
    public record Segment(
            String id,
            long firstSeq,
            long lastSeq,
            @Nullable Instant firstTime,
            @Nullable Instant lastTime,
            long bytes,
            boolean compressed,
            boolean active) {}
}
