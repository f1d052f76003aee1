package io.audittrail.outbox;

import io.audittrail.AuditFigures;
import io.audittrail.AuditHealth;
import io.audittrail.AuditUnavailableException;
import io.audittrail.ChangeSet;
import io.audittrail.database.Later;
import io.audittrail.database.UnitDatabase;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.ledger.Ledger;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.Obstacle;
import io.audittrail.transaction.OwnConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delivers within the transaction: the records go into a table of its own database, and from there to the log. So they are
 * committed together with what they tell of, or not at all. Thread-safe.
 */
public final class OutboxDelivery implements Delivery, Obstacle, AuditHealth, AuditFigures, AutoCloseable {

    private final OutboxDatabases databases;
    private final DrainTarget target;
    private final OutboxSettings settings;
    private final Gate gate;
    private final Failures failures;
    private final Map<UnitDatabase, Outbox> outboxes = new LinkedHashMap<>();
    private volatile Map<String, Outbox> byUnit = Map.of();
    private volatile List<Outbox> inOrder = List.of();
    private final Later later = new Later("audit-outbox-alone");
    private boolean started;

    public OutboxDelivery(
            OutboxDatabases databases, DrainTarget target, OutboxSettings settings, Gate gate, Failures failures) {
        this.databases = databases;
        this.target = target;
        this.settings = settings;
        this.gate = gate;
        this.failures = failures;
    }

    /** Begins to drain. */
    public synchronized void start() {
        started = true;
        databases.all().forEach(this::outbox);
        outboxes.values().forEach(Outbox::start);
    }

    @Override
    public Prepared prepare(ChangeSet changes, @Nullable OwnConnection connection) {
        Outbox outbox = of(changes.unit());
        if (connection == null) {
            return storeLater(outbox, changes);
        }
        try {
            outbox.insert(connection.get(), changes, !gate.isClosed());
            return new Stored(outbox);
        } catch (Exception e) {
            outbox.insertFailed(e);
            return instead(outbox, changes, connection, e);
        }
    }

    /** What is committed already: whoever has done it still holds a connection, and must not wait for another. */
    private Prepared storeLater(Outbox outbox, ChangeSet changes) {
        later.run(
                changes.records().size(),
                () -> storeAlone(outbox, changes),
                refused -> instead(outbox, changes, null, refused).committed());
        return new Stored(outbox);
    }

    private void storeAlone(Outbox outbox, ChangeSet changes) {
        try {
            outbox.insertAlone(changes);
            outbox.wake();
        } catch (Exception e) {
            outbox.insertFailed(e);
            instead(outbox, changes, null, e).committed();
        }
    }

    /** To the log, where it is this instance that writes it: what was read has no part in what the table is committed with. */
    @Override
    public Prepared afterwards(ChangeSet reads) {
        Ledger ledger = of(reads.unit()).ledger();
        return ledger == null ? prepare(reads, null) : new DirectDelivery(ledger, failures).prepare(reads, null);
    }

    private Prepared instead(Outbox outbox, ChangeSet changes, @Nullable OwnConnection connection, Exception cause) {
        boolean ended =
                cause instanceof SQLException failure && outbox.dialect().hasEndedTransaction(failure);
        if (connection != null && (gate.isClosed() || ended)) {
            throw new AuditUnavailableException(
                    ended
                            ? "The database has rolled the transaction back while its records were put into"
                                    + " audit_outbox: " + cause.getMessage()
                            : "The transaction is refused, because its records could not be put into audit_outbox and"
                                    + " audit.on-failure is closed: " + cause.getMessage(),
                    cause);
        }
        Ledger ledger = outbox.ledger();
        if (ledger != null) {
            failures.report(
                    "outbox-failed",
                    "Records could not be put into audit_outbox (unit " + outbox.unit()
                            + "); they are written to the log after the commit",
                    cause);
            return new DirectDelivery(ledger, failures).prepare(changes, null);
        }
        return new Lost(outbox.unit(), cause);
    }

    private Outbox of(String unit) {
        Outbox known = byUnit.get(unit);
        return known == null ? find(unit) : known;
    }

    private synchronized Outbox find(String unit) {
        UnitDatabase database = databases.of(unit);
        if (database == null) {
            throw new IllegalStateException("The database of the persistence unit '" + unit + "' is not known");
        }
        Outbox outbox = outbox(database);
        Map<String, Outbox> more = new LinkedHashMap<>(byUnit);
        more.put(unit, outbox);
        byUnit = Map.copyOf(more);
        return outbox;
    }

    /** A unit may come late, when beans are lazy. */
    private synchronized Outbox outbox(UnitDatabase database) {
        Outbox known = outboxes.get(database);
        if (known != null) {
            return known;
        }
        Outbox outbox = new Outbox(database, target, settings, failures);
        outboxes.put(database, outbox);
        inOrder = List.copyOf(outboxes.values());
        if (started) {
            outbox.start();
        }
        return outbox;
    }

    @Override
    public @Nullable String sentence() {
        for (Outbox outbox : inOrder) {
            if (outbox.isBehind()) {
                return outbox.lag();
            }
        }
        return null;
    }

    /** Of all databases that are in view, also before anything is drained: a meter that comes late is missed. */
    @Override
    public List<Figure> figures() {
        databases.all().forEach(this::outbox);
        List<Figure> figures = new ArrayList<>();
        for (Outbox outbox : inOrder) {
            figures.add(Figure.level(
                            "audit.outbox.rows",
                            "Rows that wait to be written to the log",
                            "rows",
                            () -> outbox.backlog().rows())
                    .tagged("unit", outbox.unit()));
            figures.add(Figure.age("audit.outbox.age", "Age of the oldest row that waits", () -> age(outbox))
                    .tagged("unit", outbox.unit()));
        }
        return figures;
    }

    private static @Nullable Duration age(Outbox outbox) {
        Backlog backlog = outbox.backlog();
        return backlog.rows() == 0 ? null : Duration.ofMillis(backlog.ageMillis());
    }

    @Override
    public Report report() {
        List<String> problems = new ArrayList<>();
        Map<String, Object> details = new LinkedHashMap<>();
        for (Outbox outbox : inOrder) {
            problems.addAll(outbox.problems());
            details.put("outbox " + outbox.unit(), outbox.details());
        }
        return new Report(problems, details, Map.of());
    }

    /** Drains what there is, and lets others go on. */
    @Override
    public void close() {
        later.close();
        List<Outbox> all;
        synchronized (this) {
            started = false;
            all = inOrder;
        }
        all.forEach(Outbox::stop);
    }

    /** In the table, if the transaction is. */
    private record Stored(Outbox outbox) implements Prepared {
        @Override
        public void committed() {
            outbox.wake();
        }

        @Override
        public void rolledBack() {}

        @Override
        public void unknown() {
            outbox.wake();
        }
    }

    /** Neither in the table nor in a log, because it is another instance that writes that. */
    private final class Lost implements Prepared {

        private final String unit;
        private final Exception cause;

        Lost(String unit, Exception cause) {
            this.unit = unit;
            this.cause = cause;
        }

        @Override
        public void committed() {
            failures.report(
                    "record-lost",
                    "Records could not be put into audit_outbox (unit " + unit
                            + "), and there is no log here: the records of a transaction are lost",
                    cause);
        }

        @Override
        public void rolledBack() {}

        @Override
        public void unknown() {
            committed();
        }
    }
}
