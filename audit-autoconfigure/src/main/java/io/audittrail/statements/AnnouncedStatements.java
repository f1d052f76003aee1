package io.audittrail.statements;

import io.audittrail.StatementRecord.Kind;
import io.audittrail.transaction.OpenTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells the database who is at work before a statement of one connection changes something. What would commit by itself is
 * put into a transaction for that: what is told is forgotten at the end of one. Whoever has begun one by a statement of his
 * own ends it himself. Not thread-safe, like the connection.
 */
final class AnnouncedStatements implements QueryExecutionListener {

    /** What goes as well within a transaction. A procedure may want to commit by itself. */
    private static final Set<Kind> TRANSACTIONAL =
            EnumSet.of(Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE, Kind.TRUNCATE);

    private final AuditedConnection connection;
    private final StatementWatch unit;
    private @Nullable OpenTransaction alone;

    AnnouncedStatements(AuditedConnection connection, StatementWatch unit) {
        this.connection = connection;
        this.unit = unit;
    }

    boolean changes(String sql) {
        return unit.scope().kind(sql) != null;
    }

    /** Whether a statement that is prepared now will be a transaction of its own, and changes something. */
    boolean commitsByItself(String sql) {
        try {
            return changes(sql) && connection.behind().getAutoCommit();
        } catch (SQLException e) {
            return false; // Nothing can be executed on it any more.
        }
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        connection.following().committedAlone(null);
        List<Kind> kinds = queries.stream()
                .map(query -> unit.scope().kind(query.getQuery()))
                .toList();
        if (kinds.stream().allMatch(kind -> kind == null)) {
            return;
        }
        try {
            Connection behind = connection.behind();
            if (!behind.getAutoCommit()) {
                announce(connection.following().joinAny(unit.recorder()));
            } else if (kinds.stream().allMatch(TRANSACTIONAL::contains) && PostgresTransactions.isOver(behind)) {
                // Rows that are still to be fetched would be gone with the transaction.
                execution.getStatement().setFetchSize(0);
                behind.setAutoCommit(false);
                alone = unit.recorder().begin();
                announce(alone);
            }
        } catch (SQLException e) { // The statement itself will say so.
            unit.failures().report("announcement-failed", "The database could not be told who is at work", e);
        }
    }

    private void announce(OpenTransaction open) {
        open.announce(unit.recorder().attribution(), connection);
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        after(execution.isSuccess());
    }

    /** Ends the transaction of a statement that would have committed by itself. Says whether what it did is done. */
    boolean after(boolean success) {
        OpenTransaction ended = alone;
        alone = null;
        if (ended == null) {
            return true;
        }
        try {
            Connection behind = connection.behind();
            try {
                if (success) {
                    behind.commit();
                } else {
                    behind.rollback();
                }
            } finally {
                behind.setAutoCommit(true);
            }
        } catch (SQLException e) {
            if (success) {
                AnnouncedStatements.<RuntimeException>raise(e);
            }
        }
        if (success) {
            connection.following().committedAlone(ended);
        }
        return success;
    }

    /** As what it is, which whoever executes the statement expects; the listener in between has no word for it. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(SQLException failure) throws E {
        throw (E) failure;
    }
}
