package io.audittrail.autoconfigure;

import io.audittrail.AuditFigures;
import io.audittrail.AuditHealth;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.outbox.DrainTarget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one log of all instances, open while this one leads. Until then nothing is created, and what the log is to say of
 * the policy waits. With audited units in several databases it is opened for each of them. Thread-safe.
 */
final class LeaderLedger implements DrainTarget, AuditHealth, AuditFigures {

    /** No stream has such a name. */
    private static final String ALL = "*";

    private final LedgerSettings settings;
    private final Supplier<Ledger> opener;
    private final Map<String, Map<String, ?>> policy = new LinkedHashMap<>();
    private final AuditFigures figures = new MeasuredLedger(this::current);
    private final Deque<Ledger> open = new ArrayDeque<>();
    private volatile @Nullable Ledger current;

    LeaderLedger(LedgerSettings settings, Supplier<Ledger> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    @Override
    public String owner() {
        return ALL;
    }

    @Override
    public String stream() {
        return settings.stream();
    }

    @Override
    public String place() {
        return LedgerNaming.place(settings.directory());
    }

    @Override
    public boolean isAlwaysOpen() {
        return false;
    }

    @Override
    public synchronized Ledger open() {
        Ledger ledger = opener.get();
        policy.forEach(ledger::policy);
        open.push(ledger);
        current = ledger;
        return ledger;
    }

    @Override
    public synchronized void close(Ledger ledger) {
        open.remove(ledger);
        current = open.peek();
        ledger.close();
    }

    synchronized void policy(String key, Map<String, ?> part) {
        policy.put(key, part);
        Ledger ledger = current;
        if (ledger != null) {
            ledger.policy(key, part);
        }
    }

    @Override
    public Report report() {
        Ledger ledger = current;
        return ledger == null ? new Report(List.of(), Map.of(), Map.of()) : ledger.report();
    }

    @Override
    public List<Figure> figures() {
        return figures.figures();
    }

    /** The log, while this instance writes it. */
    @Nullable
    Ledger current() {
        return current;
    }

    /** The log that this instance writes, whichever way: its own, or that of all. Null while it writes none. */
    static @Nullable Ledger written(@Nullable Ledger own, @Nullable LeaderLedger leader) {
        return own == null && leader != null ? leader.current() : own;
    }
}
