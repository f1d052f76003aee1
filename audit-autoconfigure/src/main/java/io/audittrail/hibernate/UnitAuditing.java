package io.audittrail.hibernate;

import io.audittrail.ValueEncoder;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.TransactionRecorder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the audited units of an application share. Thread-safe: units may be built at the same time. */
public final class UnitAuditing {

    private final TransactionRecorder.Collaborators recording;
    private final List<ValueEncoder<?>> encoders;
    private final SettingsMatch settings;
    private final OtherWays otherWays;
    private final CoverageListener onReady;
    private final AtomicInteger awaited;

    /**
     * @param units how many units will be audited: settings are checked when the last one is ready
     * @param onReady hears what is recorded of a unit, before its first change
     */
    public UnitAuditing(
            int units,
            AuditRules rules,
            OtherWays otherWays,
            TransactionRecorder.Collaborators recording,
            List<ValueEncoder<?>> encoders,
            CoverageListener onReady) {
        this.awaited = new AtomicInteger(units);
        this.settings = new SettingsMatch(rules);
        this.otherWays = otherWays;
        this.recording = recording;
        this.encoders = List.copyOf(encoders);
        this.onReady = onReady;
    }

    TransactionRecorder recorder(String unit) {
        return new TransactionRecorder(unit, recording);
    }

    SettingsMatch settings() {
        return settings;
    }

    OtherWays otherWays() {
        return otherWays;
    }

    UnitPlanner planner() {
        return new UnitPlanner(settings, encoders, recording.values(), recording.failures(), recording.gate());
    }

    Gate gate() {
        return recording.gate();
    }

    Failures failures() {
        return recording.failures();
    }

    /** @param mapped null where the database itself records nothing */
    void ready(UnitCoverage coverage, @Nullable MappedUnit mapped) {
        if (awaited.decrementAndGet() <= 0) {
            settings.requireAllUsed();
        }
        onReady.ready(coverage);
        if (mapped != null) {
            onReady.mapped(mapped);
        }
    }
}
