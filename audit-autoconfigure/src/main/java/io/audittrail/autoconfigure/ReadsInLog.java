package io.audittrail.autoconfigure;

import io.audittrail.Actor;
import io.audittrail.actuate.ReadRecorder;
import io.audittrail.ledger.Ledger;
import io.audittrail.transaction.CurrentActor;
import io.audittrail.transaction.Failures;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who reads the log stands in it, with what he asked for. */
final class ReadsInLog implements ReadRecorder {

    private final Supplier<@Nullable Ledger> ledger;
    private final CurrentActor actor;
    private final Failures failures;

    /** @param ledger null while this instance writes no log */
    ReadsInLog(Supplier<@Nullable Ledger> ledger, CurrentActor actor, Failures failures) {
        this.ledger = ledger;
        this.actor = actor;
        this.failures = failures;
    }

    @Override
    public void read(Map<String, String> asked, int records) {
        Ledger open = ledger.get();
        if (open == null) {
            failures.report(
                    "read-unrecorded",
                    "The audit log was read through the endpoint of an instance that writes no log: that is not recorded",
                    new IllegalStateException("no log here"));
            return;
        }
        Actor reader = actor.get();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("actor", reader.name());
        if (reader.kind() != Actor.Kind.USER) {
            details.put("actorKind", reader.kind().name().toLowerCase(Locale.ROOT));
        }
        if (reader.via() != null) {
            details.put("via", reader.via());
        }
        details.put("query", asked);
        details.put("records", records);
        open.say("log-read", details);
    }
}
