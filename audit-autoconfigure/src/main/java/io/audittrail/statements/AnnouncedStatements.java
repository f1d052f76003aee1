package io.audittrail.statements;

import io.audittrail.StatementRecord.Kind;
import io.audittrail.sql.SqlScope;
import io.audittrail.sql.TransactionEffect;
import io.audittrail.sql.Transactional;
import io.audittrail.transaction.ConnectionTransaction;
import io.audittrail.transaction.OpenTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    private final List<StatementWatch> units;
    private @Nullable OpenTransaction alone;
    private int fetchSize;

    /** @param units those of the connection, at least one */
    AnnouncedStatements(AuditedConnection connection, List<StatementWatch> units) {
        this.connection = connection;
        this.units = units;
    }

    private SqlScope scope() {
        return units.get(0).scope();
    }

    /** One of a session, before it is executed or waits in a batch. */
    void prepared(String sql) {
        if (connection.following().isInterrupted() && scope().kind(sql) != null) {
            connection.following().goOn(connection);
        }
    }

    /**
     * Whether something is to be done about one of a session, of which the unit tells itself: it may be a transaction of its own,
     * or end one.
     */
    boolean areAboutOwn(String sql) {
        try {
            return TransactionEffect.of(sql) != TransactionEffect.NONE
                    || (scope().kind(sql) != null && connection.behind().getAutoCommit());
        } catch (SQLException e) {
            return false; // Nothing can be executed on it any more.
        }
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        connection.following().apart(null);
        List<Kind> kinds =
                queries.stream().map(query -> scope().kind(query.getQuery())).toList();
        if (kinds.stream().allMatch(kind -> kind == null) && !updatesRows(execution.getStatement())) {
            connection.following().follow(connection);
            return;
        }
        StatementWatch concerned = concerned(queries);
        StatementWatch unit = concerned == null ? units.get(0) : concerned;
        try {
            Connection behind = connection.behind();
            if (!behind.getAutoCommit()) {
                announce(concerned == null ? connection.following().joinAny(unit.recorder()) : joined(unit), unit);
            } else if (areTransactional(queries) && PostgresTransactions.isOver(behind)) {
                // Rows that are still to be fetched would be gone with the transaction.
                fetchSize = execution.getStatement().getFetchSize();
                execution.getStatement().setFetchSize(0);
                behind.setAutoCommit(false);
                alone = unit.recorder().begin();
                announce(alone, unit);
            }
        } catch (SQLException e) { // The statement itself will say so.
            unit.failures().report("announcement-failed", "The database could not be told who is at work", e);
        }
    }

    /** What it does by its rows nobody hears of. By itself none can be put into a transaction: that would end too early. */
    private boolean updatesRows(Statement statement) {
        try {
            return statement.getResultSetConcurrency() == ResultSet.CONCUR_UPDATABLE
                    && !connection.behind().getAutoCommit()
                    && !connection.behind().isReadOnly();
        } catch (SQLException e) {
            return false; // It is closed, which the statement itself will say.
        }
    }

    private boolean areTransactional(List<QueryInfo> queries) {
        for (QueryInfo query : queries) {
            Kind kind = scope().kind(query.getQuery());
            if (kind == null || !(TRANSACTIONAL.contains(kind) || Transactional.is(query.getQuery()))) {
                return false;
            }
        }
        return true;
    }

    /** The first of the units whose tables are changed, as it is for the log. */
    private @Nullable StatementWatch concerned(List<QueryInfo> queries) {
        if (units.size() == 1) {
            return units.get(0);
        }
        for (QueryInfo query : queries) {
            for (StatementWatch unit : units) {
                if (unit.scope().concern(query.getQuery()) != null) {
                    return unit;
                }
            }
        }
        return null;
    }

    /** What is under way; where that is another unit's, the statement is a transaction of its own in the log. */
    private OpenTransaction joined(StatementWatch unit) {
        ConnectionTransaction following = connection.following();
        OpenTransaction joined =
                units.size() == 1 ? following.joinAny(unit.recorder()) : following.join(unit.recorder(), null);
        if (joined == null) {
            joined = unit.recorder().begin();
            following.apart(joined);
        }
        return joined;
    }

    private void announce(OpenTransaction open, StatementWatch unit) {
        open.announce(unit.recorder().attribution(), connection);
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        after(execution, queries);
    }

    /**
     * Ends the transaction of a statement that would have committed by itself. Says whether what was done can be recorded: what
     * failed by itself is undone.
     */
    boolean after(ExecutionInfo execution, List<QueryInfo> queries) {
        for (QueryInfo query : queries) {
            TransactionEffect effect = TransactionEffect.of(query.getQuery());
            if (effect != TransactionEffect.NONE) {
                connection.following().forgotten(effect == TransactionEffect.ENDS);
            }
        }
        if (fetchSize != 0) {
            putFetchSizeBack(execution.getStatement());
        }
        return after(execution.isSuccess());
    }

    private void putFetchSizeBack(Statement statement) {
        try {
            statement.setFetchSize(fetchSize);
        } catch (SQLException e) {
            units.get(0).failures().report("announcement-failed", "A statement has lost its fetch size", e);
        } finally {
            fetchSize = 0;
        }
    }

    private boolean after(boolean success) {
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
                connection.following().forgotten(true);
            }
        } catch (SQLException e) {
            if (success) {
                AnnouncedStatements.<RuntimeException>raise(e);
            }
        }
        if (success) {
            connection.following().apart(ended);
        }
        return success;
    }

    /** As what it is, which whoever executes the statement expects; the listener in between has no word for it. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(SQLException failure) throws E {
        throw (E) failure;
    }
}
