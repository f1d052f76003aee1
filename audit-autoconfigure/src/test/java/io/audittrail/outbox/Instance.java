package io.audittrail.outbox;

import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.CheckpointSink;
import io.audittrail.Entry;
import io.audittrail.database.Dialect;
import io.audittrail.database.Transactions;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.LedgerUnavailableException;
import io.audittrail.ledger.Ledgers;
import io.audittrail.ledger.Witnesses;
import io.audittrail.line.Records;
import io.audittrail.transaction.Failures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One instance of an application: its log, and its drainer, whose rounds the test drives by hand. */
final class Instance implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(60);

    final Failures failures = new Failures(Clock.systemUTC());
    final DrainTarget target;
    final Drainer drainer;
    private final Transactions transactions;
    private final OutboxInsert insert;
    private final @Nullable Ledger own;

    private Instance(DataSource dataSource, DrainTarget target, @Nullable Ledger own) throws SQLException {
        this.target = target;
        this.own = own;
        this.transactions = new Transactions(dataSource);
        Dialect dialect;
        try (Connection connection = dataSource.getConnection()) {
            dialect = Objects.requireNonNull(Dialect.of(connection));
        }
        this.insert = new OutboxInsert(dialect, target.owner());
        this.drainer = new Drainer(transactions, dialect, target, LEASE, failures);
    }

    /** Drains what it wrote itself. */
    static Instance own(DataSource dataSource, Path directory, String stream) throws SQLException {
        return own(dataSource, directory, openLedger(directory, stream));
    }

    static Instance own(DataSource dataSource, Path directory, Ledger ledger) throws SQLException {
        String stream = ledger.stream();
        return new Instance(dataSource, new Target(stream, stream, directory, ledger, stream, List.of()), ledger);
    }

    /** Drains everything, or nothing. */
    static Instance leader(DataSource dataSource, Path directory, String place, CheckpointSink... sinks)
            throws SQLException {
        return new Instance(dataSource, new Target("*", "all", directory, null, place, List.of(sinks)), null);
    }

    static Ledger openLedger(Path directory, String stream, CheckpointSink... sinks) {
        return Ledgers.open(
                LedgerSettings.of(directory, stream),
                new Witnesses(List.of(sinks), null),
                Clock.systemUTC(),
                new Failures(Clock.systemUTC()));
    }

    /** A log in a directory. */
    private record Target(
            String owner,
            String stream,
            Path directory,
            @Nullable Ledger always,
            String place,
            List<CheckpointSink> sinks)
            implements DrainTarget {

        @Override
        public boolean isAlwaysOpen() {
            return always != null;
        }

        @Override
        public Ledger open() {
            if (directory.endsWith("missing")) {
                throw new LedgerUnavailableException("No volume here", null);
            }
            return always != null ? always : openLedger(directory, stream, sinks.toArray(CheckpointSink[]::new));
        }

        @Override
        public void close(Ledger ledger) {
            if (always == null) {
                ledger.close();
            }
        }
    }

    /** A transaction of its application, of so many records. */
    ChangeSet commit(int records) throws Exception {
        ChangeSet changes = changes(records);
        transactions.run(connection -> insert(connection, changes));
        return changes;
    }

    ChangeSet insert(Connection connection, ChangeSet changes) throws SQLException {
        insert.insert(connection, changes, true);
        return changes;
    }

    static ChangeSet changes(int records) {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            all.add(Records.update(i, new Change("title", "Old", "New\n" + i)));
        }
        UUID tx = UUID.randomUUID();
        return new ChangeSet(tx, Instant.now().truncatedTo(ChronoUnit.MICROS), "sam", all, Map.of());
    }

    /** Goes round until there is nothing more. */
    void drain() throws Exception {
        while (drainer.round()) {
            // More.
        }
    }

    /** Gives everything up in order. */
    @Override
    public void close() {
        try {
            drainer.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        kill();
    }

    /** The process is gone, and with it its lock; what it had in memory too. Its lease is not given up. */
    void kill() {
        Ledger mine = own != null ? own : drainer.ledger();
        if (mine != null) {
            mine.close();
        }
        drainer.forget();
    }
}
