package io.audittrail.verify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time from one moment to another, both included; null leaves an end open. */
record Span(@Nullable Instant from, @Nullable Instant to) {

    static final Span ALL = new Span(null, null);

    Span {
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("from " + from + " is after to " + to);
        }
    }

    /** Whether what began and ended at these times may have a part in it. */
    boolean meets(Instant earliest, Instant latest) {
        return (from == null || !latest.isBefore(from)) && (to == null || !earliest.isAfter(to));
    }

    @Override
    public String toString() {
        return (from == null ? "the beginning" : from) + " to " + (to == null ? "the end" : to);
    }
}
