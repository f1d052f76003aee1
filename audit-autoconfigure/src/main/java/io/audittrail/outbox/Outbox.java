package io.audittrail.outbox;

import io.audittrail.ChangeSet;
import io.audittrail.database.Dialect;
import io.audittrail.database.Transactions;
import io.audittrail.database.UnitDatabase;
import io.audittrail.ledger.Ledger;
import io.audittrail.outbox.OutboxThread.Outcome;
import io.audittrail.transaction.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tables in one database, and the thread that drains them. Thread-safe. */
final class Outbox {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private final String unit;
    private final DrainTarget target;
    private final OutboxSettings settings;
    private final Failures failures;
    private final Transactions transactions;
    private final Dialect dialect;
    private final OutboxInsert insert;
    private final Drainer drainer;
    private final OutboxThread thread;
    private final Progress progress = new Progress();
    private boolean started;
    private volatile @Nullable Throwable insertFailure;

    Outbox(UnitDatabase database, DrainTarget target, OutboxSettings settings, Failures failures) {
        this.unit = database.unit();
        this.target = target;
        this.settings = settings;
        this.failures = failures;
        this.transactions = database.transactions();
        this.dialect = database.dialect();
        this.insert = new OutboxInsert(dialect, target.owner());
        this.drainer = new Drainer(transactions, dialect, target, settings.lease(), failures);
        this.thread = new OutboxThread(
                "audit-outbox-" + unit, this::round, this::end, settings.lease().toMillis());
    }

    Dialect dialect() {
        return dialect;
    }

    Backlog backlog() {
        return progress.backlog();
    }

    /** Whether rows have waited for too long, as far as anybody can say. */
    boolean isBehind() {
        return progress.isBehind(settings.maxLag());
    }

    String unit() {
        return unit;
    }

    /** The log, while it is this instance that writes it. */
    @Nullable
    Ledger ledger() {
        return target.isAlwaysOpen() ? target.open() : drainer.ledger();
    }

    synchronized void start() {
        if (!started) {
            started = true;
            thread.start();
        }
    }

    synchronized void stop() {
        if (started) {
            started = false;
            thread.stop();
        }
    }

    void wake() {
        thread.wake();
    }

    /** On the transaction's own connection. */
    void insert(Connection connection, ChangeSet changes, boolean harmless) throws SQLException {
        insert.insert(connection, changes, harmless);
        insertFailure = null;
    }

    /** For what is committed already. */
    void insertAlone(ChangeSet changes) throws Exception {
        transactions.run(connection -> {
            insert(connection, changes, false);
            return true;
        });
    }

    void insertFailed(Throwable cause) {
        insertFailure = cause;
    }

    /** What is wrong, in sentences. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (isBehind()) {
            problems.add(lag());
        }
        Throwable failure = progress.failure();
        if (failure != null) {
            problems.add(table() + " could not be drained to the log; what is committed is kept there: "
                    + failure.getMessage());
        }
        String notOpen = drainer.ledgerFailure();
        if (notOpen != null) {
            problems.add("This instance was to drain " + table() + " and has left it to another: " + notOpen);
        }
        Throwable refused = insertFailure;
        if (refused != null) {
            problems.add("The last insert into " + table() + " failed: " + refused.getMessage());
        }
        return problems;
    }

    /** Says by how much it is behind. */
    String lag() {
        Backlog now = backlog();
        String what = now.ageMillis() > settings.maxLag().toMillis()
                ? "The oldest of the " + now.rows() + " rows in " + table() + " has waited for "
                        + now.ageMillis() / 1000 + " s to be written to the log"
                : "Nobody could drain " + table() + " for a while, nor say what waits there";
        return what + ", longer than audit.ledger.max-lag (" + settings.maxLag().toSeconds() + " s)";
    }

    Map<String, Object> details() {
        Backlog now = backlog();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("rows", now.rows());
        details.put("oldestSeconds", now.ageMillis() / 1000);
        details.put("drainedHere", drainer.ledger() != null);
        return details;
    }

    private String table() {
        return "audit_outbox of unit " + unit;
    }

    /** Never throws. */
    private Outcome round() {
        progress.begun();
        try {
            boolean more = drainAndLook();
            progress.succeeded();
            return more ? Outcome.MORE : Outcome.NOTHING;
        } catch (Throwable e) { // An Error too: the next round may go better, and nobody else would do it.
            progress.failed(e);
            failures.report("drain-failed", table() + " could not be drained; its rows are kept there", e);
            return Outcome.FAILED;
        } finally {
            progress.ended();
        }
    }

    /** What waits is counted also where nothing can be drained: then it grows. */
    private boolean drainAndLook() throws Exception {
        boolean more;
        try {
            more = drainer.round();
        } catch (Throwable e) {
            try {
                look();
            } catch (Exception again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        look();
        return more;
    }

    private void look() throws Exception {
        if (System.nanoTime() - progress.seenNanos() >= LOOK_NANOS) {
            progress.seen(drainer.backlog());
            lookWhetherInsertsWorkAgain();
        }
    }

    /** A problem that only the next transaction could end would last where health keeps transactions away. */
    private void lookWhetherInsertsWorkAgain() {
        Throwable before = insertFailure;
        if (before == null) {
            return;
        }
        try {
            transactions.run(connection -> {
                insert.attempt(connection);
                connection.rollback();
                return true;
            });
        } catch (Exception e) {
            return; // As before.
        }
        if (insertFailure == before) {
            insertFailure = null;
        }
    }

    private void end() {
        try {
            drainer.close();
        } catch (Exception e) {
            failures.report("drain-failed", "The lease of " + table() + " could not be given up", e);
        }
    }
}
