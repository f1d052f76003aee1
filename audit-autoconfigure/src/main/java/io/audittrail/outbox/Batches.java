package io.audittrail.outbox;

import io.audittrail.database.Transactions;
import io.audittrail.ledger.Ledger;
import io.audittrail.line.Lines;
import io.audittrail.line.LinesPool;
import io.audittrail.line.Seal;
import io.audittrail.line.StoredLines;
import io.audittrail.outbox.OutboxRows.Row;
import io.audittrail.transaction.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows to one open log, some transactions at a time: they are locked, written, synced, and deleted, in this order
 * and in one transaction of the database. So no row is gone that is not on the disk, and none is written by two. Used by
 * one thread.
 */
final class Batches {

    private final Transactions transactions;
    private final OutboxRows rows;
    private final Ledger ledger;
    private final Failures failures;
    private final StoredLines storedLines;
    private final WrittenRecords written;
    private final LinesPool pool = new LinesPool();
    private final Set<Long> unreadable = new HashSet<>();
    private @Nullable Unsettled unsettled;
    private long drained;
    private boolean outdated;

    /** What is in the log, and whose rows may be there still. */
    private record Unsettled(
            String owner,
            List<Long> ids,
            List<String> transactions,
            @Nullable Seal last) {}

    /** Rows, and what is to be written of them. */
    private static final class Batch {
        private final List<Long> ids = new ArrayList<>();
        private final List<String> transactions = new ArrayList<>();
        private final List<Lines> lines = new ArrayList<>();
        private boolean isCutOff;
    }

    /** Which rows are meant, and who may take them. */
    record Scope(String owner, List<Lease> leases, long upToId, long redeliveredUpToId) {}

    /**
     * @param drained what the database knows of this log: of what is in it up to there, no row is left
     * @param written what is in it beyond that, of rows that are still there
     */
    Batches(
            Transactions transactions,
            OutboxRows rows,
            Ledger ledger,
            long drained,
            WrittenRecords written,
            Failures failures) {
        this.transactions = transactions;
        this.rows = rows;
        this.ledger = ledger;
        this.drained = drained;
        this.written = written;
        this.failures = failures;
        this.storedLines = new StoredLines(ledger.stream());
    }

    Ledger ledger() {
        return ledger;
    }

    /**
     * Drains some rows.
     *
     * @return whether there may be more: as many were drained as are drained at once
     */
    boolean next(Scope scope) throws Exception {
        settle();
        Batch batch = new Batch();
        try {
            boolean more = transactions.run(connection -> drain(connection, scope, batch));
            settled();
            return more;
        } finally {
            batch.lines.forEach(pool::giveBack);
        }
    }

    /**
     * Whether the database no longer knows what it knew: it has lost transactions that were committed, as after a failover
     * to a replica that was behind. Rows that were deleted may be there again, so what is in the log has to be found out
     * anew.
     */
    boolean isOutdated() {
        return outdated;
    }

    /** Goes on where the database failed after the log was written. Until then nothing is written. */
    private void settle() throws Exception {
        Unsettled mine = unsettled;
        if (mine != null && transactions.run(connection -> settleAgain(connection, mine))) {
            settled();
        }
    }

    private boolean settleAgain(Connection connection, Unsettled mine) throws SQLException {
        if (hasGoneBack(connection)) {
            return false;
        }
        settle(connection, mine);
        return true;
    }

    private boolean hasGoneBack(Connection connection) throws SQLException {
        Long known = Anchors.drained(connection, ledger.stream());
        outdated |= known == null || known < drained;
        return outdated;
    }

    /** Others may have deleted rows of records that are in this log. */
    void forgetWhatIsGone() throws Exception {
        if (!written.isEmpty()) {
            transactions.run(connection -> {
                written.keep(names -> rows.present(connection, names));
                return true;
            });
        }
    }

    private boolean drain(Connection connection, Scope scope, Batch batch) throws Exception {
        if (hasGoneBack(connection)) {
            return false;
        }
        for (Lease lease : scope.leases()) {
            if (!lease.isHeld(connection)) {
                return false;
            }
        }
        List<Row> found = rows.lock(connection, scope.owner(), 0, scope.upToId());
        while (!found.isEmpty() && !take(connection, scope, found, batch)) {
            found = rows.lock(connection, scope.owner(), found.get(found.size() - 1).id, scope.upToId());
        }
        if (batch.ids.isEmpty()) {
            return false;
        }
        Seal last = batch.lines.isEmpty() ? null : ledger.appendSynced(batch.lines);
        Unsettled mine = new Unsettled(scope.owner(), batch.ids, batch.transactions, last);
        unsettled = mine;
        settle(connection, mine);
        return batch.isCutOff || OutboxRows.isAsMuchAsAllowed(found);
    }

    /** Whether there is anything among these rows that can be written, or be deleted because it was. */
    private boolean take(Connection connection, Scope scope, List<Row> found, Batch batch) throws SQLException {
        for (Row first : found) {
            if (!unreadable.contains(first.id)) {
                restore(connection, scope, first, batch);
                if (!first.isWhole()) {
                    batch.isCutOff = true;
                    break; // It may be large: the others have time.
                }
            }
        }
        return !batch.ids.isEmpty();
    }

    private void restore(Connection connection, Scope scope, Row first, Batch batch) throws SQLException {
        Lines lines = pool.take();
        List<Long> ids = new ArrayList<>();
        try {
            long bytes = first.isWhole() ? first.content.length : rows.bytes(connection, scope.owner(), first);
            storedLines.begin(first.content, bytes, first.total, lines);
            if (first.id <= scope.redeliveredUpToId()) {
                lines.redelivered();
            }
            add(first, ids, lines);
            if (!first.isWhole()) {
                rows.others(connection, scope.owner(), first, row -> add(row, ids, lines));
            }
        } catch (IllegalArgumentException e) {
            pool.giveBack(lines);
            unreadable.add(first.id);
            failures.report(
                    "outbox-unreadable",
                    "A row of audit_outbox holds no lines of the audit log; somebody has changed it. It is left there",
                    new IllegalArgumentException("the row with id " + first.id, e));
            return;
        }
        batch.ids.addAll(ids);
        batch.transactions.add(first.tx);
        if (lines.count() == 0) {
            pool.giveBack(lines);
        } else {
            batch.lines.add(lines);
        }
    }

    private void add(Row row, List<Long> ids, Lines lines) {
        storedLines.restore(row.content, n -> written.contains(row.tx, n), lines);
        ids.add(row.id);
    }

    private void settle(Connection connection, Unsettled mine) throws SQLException {
        rows.delete(connection, mine.owner(), mine.ids());
        long now = drainedAfter(mine);
        if (now > drained) {
            Anchors.drained(connection, ledger.stream(), now);
        }
    }

    private long drainedAfter(Unsettled mine) {
        Seal last = mine.last();
        return last != null && written.isEmptyWithout(mine.transactions()) ? last.seq() : drained;
    }

    private void settled() {
        Unsettled mine = unsettled;
        if (mine != null) {
            drained = drainedAfter(mine);
            written.forget(mine.transactions());
            unsettled = null;
        }
    }
}
