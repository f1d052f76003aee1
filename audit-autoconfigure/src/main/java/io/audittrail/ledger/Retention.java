package io.audittrail.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of closed segments.
 *
 * @param compress whether they are compressed
 * @param maxAge the age of its newest line at which a segment is removed; null for never
 * @param maxSize bytes of all segments of the stream above which the oldest are removed; 0 for never
 */
public record Retention(boolean compress, @Nullable Duration maxAge, long maxSize) {

    /** Everything stays as it was written. */
    public static final Retention NONE = new Retention(false, null, 0);

    /** Whether anything is ever removed. */
    public boolean removes() {
        return maxAge != null || maxSize > 0;
    }
}
