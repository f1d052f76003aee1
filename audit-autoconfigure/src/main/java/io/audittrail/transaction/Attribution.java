package io.audittrail.transaction;

import io.audittrail.Actor;
import io.audittrail.AuditPause;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, and why.
 *
 * @param pause of which changes nothing is recorded; null when everything is
 */
public record Attribution(
        Actor actor, @Nullable String reason, @Nullable AuditPause pause) {

    public Attribution(Actor actor, @Nullable String reason) {
        this(actor, reason, null);
    }

    /** The pause that keeps from recording what is stored in these tables; null when there is none. */
    public @Nullable AuditPause pauseOf(Collection<String> tables) {
        return pause != null && pause.covers(tables) ? pause : null;
    }
}
