package io.audittrail.outbox;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The databases of the audited units, as they come into view. Keep the checkpoints of the logs that are drained to, where
 * whoever can change the files of a log cannot. Thread-safe.
 */
public final class OutboxDatabases implements CheckpointSink {

    private final List<OutboxDatabase> databases = new ArrayList<>();
    private final Map<String, OutboxDatabase> byUnit = new ConcurrentHashMap<>();
    private boolean complete;

    /**
     * Adds the database of a unit; units may share one.
     *
     * @param prepare what creates the tables, where that is wanted
     */
    public synchronized void add(String unit, DataSource dataSource, Runnable prepare) {
        for (OutboxDatabase known : databases) {
            if (known.dataSource() == dataSource) {
                byUnit.put(unit, known);
                return;
            }
        }
        OutboxDatabase database = new OutboxDatabase(unit, dataSource);
        prepare(database, prepare);
        if (complete) {
            database.check();
        }
        databases.add(database);
        byUnit.put(unit, database);
    }

    /**
     * Another instance that starts at the same time may be quicker by a table, with each of them. Then it has that one, and
     * perhaps not yet the next.
     */
    private static void prepare(OutboxDatabase database, Runnable prepare) {
        for (int left = OutboxDatabase.TABLES.size(); ; left--) {
            try {
                prepare.run();
                return;
            } catch (RuntimeException e) {
                if (left == 0) {
                    checkInstead(database, e);
                    return;
                }
            }
        }
    }

    private static void checkInstead(OutboxDatabase database, RuntimeException cause) {
        try {
            database.check();
        } catch (OutboxUnavailableException missing) {
            cause.addSuppressed(missing);
            throw cause;
        }
    }

    public boolean has(String unit) {
        return byUnit.containsKey(unit);
    }

    /**
     * Requires the tables, once everybody who may create them has done so: a transaction that finds them missing is too
     * late.
     */
    public synchronized void requireTables() {
        complete = true;
        databases.forEach(OutboxDatabase::check);
    }

    @Nullable
    OutboxDatabase of(String unit) {
        return byUnit.get(unit);
    }

    synchronized List<OutboxDatabase> all() {
        return List.copyOf(databases);
    }

    /** Only in databases that know this log: from which it is drained to. */
    @Override
    public void accept(Checkpoint checkpoint) {
        for (OutboxDatabase database : all()) {
            run(database, connection -> Anchors.checkpoint(connection, checkpoint));
        }
    }

    @Override
    public @Nullable Checkpoint last(String stream) {
        return all().stream()
                .map(database -> run(database, connection -> last(connection, stream)))
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(Checkpoint::seq))
                .orElse(null);
    }

    /** A table that is not there yet knows of no log. Whether it comes in time is asked when all are required. */
    private static Optional<Checkpoint> last(Connection connection, String stream) throws SQLException {
        try {
            return Optional.ofNullable(Anchors.last(connection, stream));
        } catch (SQLException e) {
            if (!Dialect.isMissingTable(e)) {
                throw e;
            }
            connection.rollback();
            return Optional.empty();
        }
    }

    private static <T> T run(OutboxDatabase database, Transactions.Work<T> work) {
        try {
            return database.transactions().run(work);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The table audit_anchor of unit " + database.unit() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
