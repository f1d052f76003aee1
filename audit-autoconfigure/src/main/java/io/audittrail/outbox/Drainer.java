package io.audittrail.outbox;

import io.audittrail.Checkpoint;
import io.audittrail.database.Dialect;
import io.audittrail.database.Transactions;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerUnavailableException;
import io.audittrail.outbox.Batches.Scope;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the rows of one database to the log, round by round, as long as it has the lease; then those that others have
 * left. Used by one thread.
 */
final class Drainer {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    private final Transactions transactions;
    private final Dialect dialect;
    private final DrainTarget target;
    private final long leaseMillis;
    private final Failures failures;
    private final OutboxRows rows;
    private final Lease lease;
    private @Nullable Batches batches;
    private long doubtfulUpToId;
    private boolean compared;
    private long lookedForOthers = System.nanoTime();
    private volatile @Nullable Ledger ledger;
    private volatile @Nullable String ledgerFailure;
    private long failedNanos;

    Drainer(Transactions transactions, Dialect dialect, DrainTarget target, Duration lease, Failures failures) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.target = target;
        this.leaseMillis = lease.toMillis();
        this.failures = failures;
        this.rows = new OutboxRows(dialect);
        this.lease = lease(target.owner(), target.isAlwaysOpen());
    }

    /** The log, while it is this instance that writes it. */
    @Nullable
    Ledger ledger() {
        return ledger;
    }

    /** Why the log cannot be opened here; null when it can, or need not, because another drains to it. */
    @Nullable
    String ledgerFailure() {
        return ledgerFailure;
    }

    /**
     * Does what there is to do, but no more than some transactions of it.
     *
     * @return whether there may be more
     */
    boolean round() throws Exception {
        Batches mine = keepLease() ? open() : null;
        if (mine == null) {
            letGo();
            return false;
        }
        if (mine.next(new Scope(lease.name(), List.of(lease), Long.MAX_VALUE, doubtfulUpToId))) {
            return true;
        }
        if (mine.isOutdated()) {
            startAnew(mine);
            return true;
        }
        mine.forgetWhatIsGone();
        if (System.nanoTime() - lookedForOthers > leaseMillis * 1_000_000 / 4) {
            lookedForOthers = System.nanoTime();
            takeOverFromOthers(mine);
        }
        return false;
    }

    /** For tests: otherwise it does so four times while a lease lasts. */
    void lookForOthersNow() {
        lookedForOthers = System.nanoTime() - leaseMillis * 1_000_000;
    }

    /** For tests: what a process leaves that is killed. */
    void forget() {
        batches = null;
        ledger = null;
        compared = false;
        lease.lost();
    }

    /** Lets the next one begin at once. */
    void close() throws Exception {
        try {
            giveUp(lease);
        } finally {
            letGo();
        }
    }

    Backlog backlog() throws Exception {
        return transactions.run(rows::backlog);
    }

    private boolean keepLease() throws Exception {
        if (!lease.isDue()) {
            return true;
        }
        if (ledgerFailure != null && System.nanoTime() - failedNanos < leaseMillis * 1_000_000) {
            if (transactions.run(lease::isOthers)) {
                ledgerFailure = null;
            }
            return false; // It is the others' turn.
        }
        return take(lease);
    }

    private boolean take(Lease wanted) throws Exception {
        try {
            return transactions.run(wanted::take);
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
                return false; // Another was quicker.
            }
            throw e;
        }
    }

    private @Nullable Batches open() throws Exception {
        Ledger opened = batches == null ? openLedger() : null;
        if (opened != null) {
            requireOpen(opened);
            batches = transactions.run(connection -> compare(connection, opened));
            compared = true;
            opened.start();
        }
        return batches;
    }

    /** As long as nobody knows what the log holds, nobody knows what is not to be written again. */
    private static void requireOpen(Ledger opened) throws IOException {
        if (!opened.isOpen()) {
            throw new IOException(opened.refusal(Duration.ZERO));
        }
    }

    private void startAnew(Batches outdated) {
        batches = null;
        failures.report(
                "database-went-back",
                "The database has forgotten transactions that were committed, as after a failover to a replica that was"
                        + " behind: the log may hold records of them. What is in audit_outbox again is not written again",
                new IllegalStateException("audit_anchor of " + outdated.ledger().stream() + " was further"));
    }

    private @Nullable Ledger openLedger() throws Exception {
        Ledger open = ledger;
        if (open != null) {
            return open;
        }
        try {
            open = target.open();
            ledger = open;
            ledgerFailure = null;
        } catch (LedgerUnavailableException e) {
            ledgerFailure = String.valueOf(e.getMessage());
            failedNanos = System.nanoTime();
            failures.report("drain-failed", "This instance has the lease of the outbox and cannot open the log", e);
            giveUp(lease);
        }
        return open;
    }

    /** Finds out what the one before has done. What cannot be found out is written again, and flagged. */
    private Batches compare(Connection connection, Ledger opened) throws Exception {
        long head = opened.seq();
        Long drained = Anchors.drained(connection, opened.stream());
        Checkpoint last = Anchors.last(connection, opened.stream());
        boolean isWhole =
                !opened.isBroken() && (drained == null || (drained <= head && (last == null || last.seq() <= head)));
        boolean isSame = lease.before() == null || opened.stream().equals(lease.before());
        boolean isForgotten = drained == null && compared;
        doubtfulUpToId = isWhole && isSame && !isForgotten ? 0 : rows.lastId(connection, lease.name());
        if (drained == null) {
            Anchors.create(connection, opened.stream(), head);
        } else if (drained > head) {
            Anchors.reset(connection, opened.stream(), head);
        }
        long from = drained == null ? head : Math.min(drained, head);
        WrittenRecords written = WrittenRecords.find(
                opened.directory(), opened.stream(), from, head, names -> rows.present(connection, names));
        return new Batches(transactions, rows, opened, from, written, failures);
    }

    private void letGo() {
        Ledger mine = ledger;
        batches = null;
        ledger = null;
        lease.lost();
        if (mine != null) {
            target.close(mine);
        }
    }

    private void takeOverFromOthers(Batches mine) throws Exception {
        List<String> abandoned = transactions.run(connection -> rows.abandoned(connection, lease.name(), leaseMillis));
        for (String owner : abandoned) {
            Lease theirs = lease(owner, false);
            if (take(theirs)) {
                takeOver(mine, theirs);
            }
        }
    }

    /** Only what is there now: the owner may have come back, and wait for his lease. */
    private void takeOver(Batches mine, Lease theirs) throws Exception {
        log.warn(
                "Nobody drains what '{}' has left in audit_outbox: it is written to '{}', flagged redelivered",
                theirs.name(),
                mine.ledger().stream());
        try {
            long upToId = transactions.run(connection -> rows.lastId(connection, theirs.name()));
            Scope scope = new Scope(theirs.name(), List.of(lease, theirs), upToId, upToId);
            while (mine.next(scope) && keepLease() && (!theirs.isDue() || take(theirs))) {
                // One batch after the other.
            }
        } finally {
            giveUp(theirs);
        }
    }

    private void giveUp(Lease held) throws Exception {
        transactions.run(connection -> {
            held.giveUp(connection);
            return true;
        });
    }

    private Lease lease(String name, boolean excludesOthers) {
        return new Lease(dialect, name, new Lease.Holder(target.stream(), target.place(), excludesOthers), leaseMillis);
    }
}
