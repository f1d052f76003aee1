package io.audittrail.tables;

import io.audittrail.AuditHealth;
import io.audittrail.AuditUnavailableException;
import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.database.Later;
import io.audittrail.database.Shown;
import io.audittrail.database.UnitDatabase;
import io.audittrail.database.UnitDatabases;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.OwnConnection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to tables in the transaction's own database, and then to the log, where there is one. So what the tables tell is
 * committed together with what they tell of. Thread-safe.
 */
public final class TablesDelivery implements Delivery, AuditHealth, AutoCloseable {

    private static final String NOT_IN = "could not be put into the audit tables";

    /** Where there is no log. */
    private static final Prepared DONE = new Prepared() {
        @Override
        public void committed() {}

        @Override
        public void rolledBack() {}

        @Override
        public void unknown() {}
    };

    private final UnitDatabases databases;
    private final TableNames names;
    private final Supplier<String> stream;
    private final EntityTables entities;
    private final @Nullable Delivery log;
    private final boolean readsOnly;
    private final Gate gate;
    private final Failures failures;
    private final Map<UnitDatabase, TablesInsert> inserts = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final Later later = new Later("audit-tables");

    /**
     * @param stream the log whose lines the records are
     * @param log null when there is none
     * @param readsOnly whether the database itself records what changes: only what was read is for us then
     */
    public TablesDelivery(
            UnitDatabases databases,
            TableNames names,
            Supplier<String> stream,
            EntityTables entities,
            @Nullable Delivery log,
            boolean readsOnly,
            Gate gate,
            Failures failures) {
        this.databases = databases;
        this.names = names;
        this.stream = stream;
        this.entities = entities;
        this.log = log;
        this.readsOnly = readsOnly;
        this.gate = gate;
        this.failures = failures;
    }

    @Override
    public Prepared prepare(ChangeSet changes, @Nullable OwnConnection connection) {
        ChangeSet ours = readsOnly ? reads(changes) : changes;
        if (ours != null && connection == null) {
            storeLater(ours);
        } else if (ours != null) {
            store(ours, connection);
        }
        return log == null ? DONE : log.prepare(changes, connection);
    }

    /** Null when nothing was read. They come first. */
    private static @Nullable ChangeSet reads(ChangeSet changes) {
        List<Entry> reads = changes.records().stream()
                .filter(entry -> entry.action() == Operation.READ)
                .toList();
        return reads.isEmpty()
                ? null
                : new ChangeSet(changes.tx(), changes.timestamp(), changes.unit(), reads, changes.context());
    }

    /** What was read has no part in the transaction, which is over. */
    @Override
    public Prepared afterwards(ChangeSet reads) {
        storeLater(reads);
        return log == null ? DONE : log.afterwards(reads);
    }

    /** What is committed already: whoever has done it still holds a connection, and must not wait for another. */
    private void storeLater(ChangeSet changes) {
        later.run(
                changes.records().size(),
                () -> store(changes, null),
                refused -> failed(changes.unit(), null, null, refused));
    }

    private void store(ChangeSet changes, @Nullable OwnConnection connection) {
        UnitDatabase database = databases.of(changes.unit());
        try {
            if (database == null) {
                throw new IllegalStateException(
                        "The database of the persistence unit '" + changes.unit() + "' is not known");
            }
            TablesInsert insert = inserts.computeIfAbsent(database, this::insert);
            if (connection != null) {
                insert.insert(connection.get(), changes, !gate.isClosed());
            } else {
                insertAlone(insert, database, changes);
            }
            problems.remove(changes.unit());
        } catch (Exception e) {
            failed(changes.unit(), database, connection, e);
        }
    }

    private TablesInsert insert(UnitDatabase database) {
        return readsOnly
                ? new PostgresInsert(names, stream.get(), entities, true)
                : TablesInsert.of(database.dialect(), names, stream.get(), entities);
    }

    /** For what is committed already. */
    private static void insertAlone(TablesInsert insert, UnitDatabase database, ChangeSet changes) throws Exception {
        database.transactions().run(connection -> {
            insert.insert(connection, changes, false);
            return true;
        });
    }

    private void failed(
            String unit, @Nullable UnitDatabase database, @Nullable OwnConnection connection, Exception failure) {
        Exception cause = Shown.of(failure);
        problems.put(unit, "Records of unit " + unit + ' ' + NOT_IN + ": " + cause.getMessage());
        boolean ended = database != null
                && failure instanceof SQLException sql
                && database.dialect().hasEndedTransaction(sql);
        if (connection != null && (gate.isClosed() || ended)) {
            throw new AuditUnavailableException(
                    ended
                            ? "The database has rolled the transaction back while its records were put into the audit"
                                    + " tables: " + cause.getMessage()
                            : "The transaction is refused, because its records " + NOT_IN
                                    + " and audit.on-failure is closed: " + cause.getMessage(),
                    cause);
        }
        failures.report(
                "tables-failed",
                "Records " + NOT_IN + " (unit " + unit + ")" + (log == null ? " and are lost" : "; the log has them"),
                cause);
    }

    /** What is still to be inserted is. */
    @Override
    public void close() {
        later.close();
    }

    @Override
    public Report report() {
        return new Report(List.copyOf(problems.values()), Map.of(), Map.of());
    }
}
