package io.audittrail.ledger;

import java.time.Clock;
import java.time.Duration;

/** Says when it is time again. A clock that is set back does not make it wait. To be asked by one thread at a time. */
final class Every {

    private final Clock clock;
    private final long millis;
    private long last;
    private boolean begun;

    Every(Clock clock, Duration period) {
        this.clock = clock;
        this.millis = period.toMillis();
    }

    /** True at the first time, and then once in each period. */
    boolean isDue() {
        long now = clock.millis();
        if (begun && Math.abs(now - last) < millis) {
            return false;
        }
        begun = true;
        last = now;
        return true;
    }
}
