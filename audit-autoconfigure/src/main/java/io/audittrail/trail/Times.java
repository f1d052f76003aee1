package io.audittrail.trail;

import io.audittrail.line.LineEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as lines have them. What is none is null: somebody may have changed it. */
final class Times {

    private Times() {}

    /** Of the line that begins there. */
    static @Nullable Instant ofLine(byte[] bytes, int from) {
        int at = from + LineEncoder.TIMESTAMP_AT;
        return at + LineEncoder.TIMESTAMP_LENGTH > bytes.length
                ? null
                : of(new String(bytes, at, LineEncoder.TIMESTAMP_LENGTH, StandardCharsets.US_ASCII));
    }

    static @Nullable Instant of(@Nullable Object text) {
        try {
            return text instanceof String time ? Instant.parse(time) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
