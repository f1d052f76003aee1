package io.audittrail.outbox;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSink;
import io.audittrail.database.Dialect;
import io.audittrail.database.OurTables;
import io.audittrail.database.Transactions;
import io.audittrail.database.UnitDatabase;
import io.audittrail.database.UnitDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The databases of the audited units, in their part for the outbox. Keep the checkpoints of the logs that are drained to, where
 * whoever can change the files of a log cannot. Thread-safe.
 */
public final class OutboxDatabases implements CheckpointSink {

    /** What has to be in each of them. */
    private static final OurTables TABLES = new OurTables(
            "audit.delivery=guaranteed",
            "audit.delivery=direct",
            List.of(
                    "select id, owner, tx, chunk, records, total, written_at, content from audit_outbox where 1 = 0",
                    "select stream, seq, hash, checkpoint_at, signature, drained_seq from audit_anchor where 1 = 0",
                    "select name, holder, place, token, expires_at from audit_lease where 1 = 0"),
            List.of(),
            "io/audittrail/outbox/schema-",
            "audit.outbox.initialize-schema",
            "select, insert, update, delete on audit_outbox, audit_anchor, audit_lease");

    private final UnitDatabases databases = new UnitDatabases(TABLES);

    public UnitDatabases units() {
        return databases;
    }

    @Nullable
    UnitDatabase of(String unit) {
        return databases.of(unit);
    }

    List<UnitDatabase> all() {
        return databases.all();
    }

    /** Only in databases that know this log: from which it is drained to. */
    @Override
    public void accept(Checkpoint checkpoint) {
        for (UnitDatabase database : all()) {
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

    private static <T> T run(UnitDatabase database, Transactions.Work<T> work) {
        try {
            return database.transactions().run(work);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The table audit_anchor of unit " + database.unit() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
