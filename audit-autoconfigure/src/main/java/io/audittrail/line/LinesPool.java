package io.audittrail.line;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends {@link Lines} to committing threads. Lock-free and bounded, in number and in bytes; not bound to threads, which
 * may be virtual and many. Allocates nothing while it has something to lend.
 */
public final class LinesPool {

    private static final int SLOTS = 64; // a power of two

    /** Slots do not share a cache line: threads that have nothing to do with each other would wait. */
    private static final int STRIDE = 16;

    private static final int INITIAL_BYTES = 1024;
    private static final int MAX_KEPT_BYTES = 64 * 1024;

    private final AtomicReferenceArray<@Nullable Lines> slots = new AtomicReferenceArray<>(SLOTS * STRIDE);

    public Lines take() {
        int first = home();
        for (int i = 0; i < SLOTS; i++) {
            int slot = slot(first + i);
            if (slots.getPlain(slot) != null) {
                Lines lines = slots.getAndSet(slot, null);
                if (lines != null) {
                    return lines;
                }
            }
        }
        return new Lines(INITIAL_BYTES);
    }

    /** Takes back what nobody will touch any more. */
    public void giveBack(Lines lines) {
        if (!lines.isWorthKeeping(MAX_KEPT_BYTES)) {
            return;
        }
        int first = home();
        for (int i = 0; i < SLOTS; i++) {
            int slot = slot(first + i);
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, lines)) {
                return;
            }
        }
    }

    int idle() {
        int idle = 0;
        for (int i = 0; i < SLOTS; i++) {
            idle += slots.get(slot(i)) == null ? 0 : 1;
        }
        return idle;
    }

    private static int slot(int n) {
        return (n & (SLOTS - 1)) * STRIDE;
    }

    /** Threads begin to look in different places, so that they rarely meet. */
    private static int home() {
        return System.identityHashCode(Thread.currentThread());
    }
}
