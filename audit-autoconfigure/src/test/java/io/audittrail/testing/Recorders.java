package io.audittrail.testing;

import io.audittrail.Actor;
import io.audittrail.AuditSink;
import io.audittrail.transaction.Announcer;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.RecordFigures;
import io.audittrail.transaction.TransactionRecorder;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recorders without an application around them: everybody is the system, and nothing keeps a record from its delivery. */
public final class Recorders {

    private static final List<AuditSink> NO_SINKS = List.of();

    private Recorders() {}

    public static TransactionRecorder delivering(
            String unit, Delivery delivery, Failures failures, @Nullable Announcer announcer) {
        return new TransactionRecorder(
                unit,
                new TransactionRecorder.Collaborators(
                        Clock.systemUTC(),
                        () -> Actor.SYSTEM,
                        List::of,
                        new PlainValues(100),
                        delivery,
                        () -> NO_SINKS,
                        failures,
                        Gate.open(),
                        new RecordFigures(),
                        announcer,
                        true));
    }
}
