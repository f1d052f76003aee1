package io.audittrail.ledger;

import io.audittrail.line.Json;
import io.audittrail.line.Seal;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a segment says of the one before it.
 *
 * @param file the plain name of that one
 * @param last its last line
 * @param latest its newest timestamp, where it is said
 * @param bounded whether only a part of that file counts
 */
record SegmentOpening(String file, Seal last, @Nullable Instant latest, boolean bounded) {

    /** Null when the segment does not begin with such a line, or is the first. */
    static @Nullable SegmentOpening of(StoredSegment segment) throws IOException {
        try (InputStream in = segment.now(StoredSegment::open)) {
            ForwardLines lines = new ForwardLines(in);
            return lines.next() ? of(Json.object(lines.bytes(), lines.start(), lines.end())) : null;
        } catch (ParseException | DateTimeException e) {
            return null;
        }
    }

    private static @Nullable SegmentOpening of(Map<String, @Nullable Object> line) {
        if ("segment-opened".equals(line.get("control"))
                && line.get("details") instanceof Map<?, ?> details
                && details.get("previous") instanceof Map<?, ?> previous
                && previous.get("file") instanceof String file
                && previous.get("seq") instanceof Long seq
                && previous.get("hash") instanceof String hash) {
            Instant latest = previous.get("latest") instanceof String text ? Instant.parse(text) : null;
            return new SegmentOpening(file, new Seal(seq, hash), latest, previous.containsKey("length"));
        }
        return null;
    }
}
