package io.audittrail.statements;

import io.audittrail.transaction.ConnectionTransaction;
import io.audittrail.transaction.FollowedConnection;
import io.audittrail.transaction.OwnConnection;
import io.audittrail.transaction.OwnStatements;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Tells what becomes of the transaction on a connection, whoever commits it, and hears of what is sent past Hibernate.
 * Otherwise it is the connection behind it.
 */
@NullUnmarked // as the interface is
final class AuditedConnection extends ForwardingConnection implements FollowedConnection {

    /** What SQL states of a broken connection begin with. */
    private static final String CONNECTION_EXCEPTION = "08";

    private static final boolean POSTGRES =
            ClassUtils.isPresent("org.postgresql.core.BaseConnection", AuditedConnection.class.getClassLoader());

    private final ConnectionTransaction following = new ConnectionTransaction(this::isDoomed);
    private final OwnConnection own = this::behind;

    private final Watched watched;
    private @Nullable WatchedStatements statements;

    private AuditedConnection(Connection behind, Watched watched) {
        super(behind);
        this.watched = watched;
    }

    /** The connection, followed. One that already is stays what it is, and whoever watches it here watches it there. */
    static Connection following(Connection connection, Watched watched) {
        FollowedConnection followed = FollowedConnection.of(connection);
        if (followed == null) {
            return new AuditedConnection(connection, watched);
        }
        if (followed instanceof AuditedConnection other) {
            watched.lends(other.watched);
        }
        return connection;
    }

    /** Null while nobody wants to know, and for what a session sends: the unit tells of that itself. */
    private @Nullable WatchedStatements watching() {
        return OwnStatements.isPreparing() ? null : watchingAll();
    }

    private @Nullable WatchedStatements watchingAll() {
        List<StatementWatch> by = watched.by();
        if (by.isEmpty()) {
            return null;
        }
        if (statements == null || !statements.areOf(by)) {
            statements = new WatchedStatements(this, by);
        }
        return statements;
    }

    private Statement watched(Statement statement) {
        WatchedStatements by = watching();
        return by == null ? statement : by.watch(statement);
    }

    private PreparedStatement watched(PreparedStatement statement, String sql) {
        if (!OwnStatements.isPreparing()) {
            WatchedStatements by = watchingAll();
            return by == null ? statement : by.watch(statement, sql);
        }
        WatchedStatements announcing = watched.announces() ? watchingAll() : null;
        return announcing == null ? statement : announcing.announce(statement, sql);
    }

    /** Those of a session too: what a procedure does no entity tells. */
    private CallableStatement watched(CallableStatement statement, String sql) {
        WatchedStatements by = watchingAll();
        return by == null ? statement : by.watch(statement, sql);
    }

    @Override
    public Statement createStatement() throws SQLException {
        return watched(super.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return watched(super.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return watched(super.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return watched(super.prepareStatement(sql), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return watched(super.prepareStatement(sql, type, concurrency), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return watched(super.prepareStatement(sql, type, concurrency, holdability), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return watched(super.prepareStatement(sql, generatedKeys), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] keyColumns) throws SQLException {
        return watched(super.prepareStatement(sql, keyColumns), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] keyColumns) throws SQLException {
        return watched(super.prepareStatement(sql, keyColumns), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return watched(super.prepareCall(sql), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return watched(super.prepareCall(sql, type, concurrency), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return watched(super.prepareCall(sql, type, concurrency, holdability), sql);
    }

    /** What is done behind our back nobody hears of, such as a copy by the driver's own interface. Values are bound by it, too. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            following.followQuery(this);
        }
        return super.unwrap(type);
    }

    @Override
    public ConnectionTransaction following() {
        return following;
    }

    private boolean isDoomed() {
        return POSTGRES && PostgresTransactions.isDoomed(behind());
    }

    @Override
    public void commit() throws SQLException {
        commit(Connection::commit);
    }

    private interface Commit {
        void on(Connection connection) throws SQLException;
    }

    private void commit(Commit commit) throws SQLException {
        following.endPause(this); // Deferred triggers of the application's are still to come.
        boolean isDoomed = following.isUnderWay() && isDoomed();
        if (!isDoomed) {
            following.beforeCommit(own);
        }
        try {
            commit.on(behind());
        } catch (SQLException | RuntimeException e) {
            commitFailed(e);
            throw e;
        }
        if (isDoomed) {
            following.rolledBack();
        } else {
            following.committed();
        }
    }

    /** What is neither lost nor over can still be rolled back, or committed after all: the caller will say. */
    private void commitFailed(Exception cause) {
        if (isLost(cause)) {
            following.unknown();
        } else if (POSTGRES && PostgresTransactions.isOver(behind())) {
            following.rolledBack();
        }
    }

    private boolean isLost(Exception cause) {
        String state = cause instanceof SQLException failure ? failure.getSQLState() : null;
        try {
            return (state != null && state.startsWith(CONNECTION_EXCEPTION)) || behind().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void rollback() throws SQLException {
        behind().rollback();
        following.rolledBack();
    }

    /** Also ends the transaction that is under way. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (!autoCommit || !following.isUnderWay() || behind().getAutoCommit()) {
            behind().setAutoCommit(autoCommit);
            return;
        }
        commit(connection -> connection.setAutoCommit(true));
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return set(behind().setSavepoint(), null);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return set(behind().setSavepoint(name), name);
    }

    private Savepoint set(Savepoint savepoint, @Nullable String name) {
        following.savepointSet(savepoint, name);
        return savepoint;
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        behind().rollback(savepoint);
        following.rolledBackTo(savepoint);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        behind().releaseSavepoint(savepoint);
        following.released(savepoint);
    }

    /**
     * Databases roll back what was not committed by then; Oracle's driver commits it. Where a transaction of Spring's goes on,
     * it may be one of JTA, which will end without the connection.
     */
    @Override
    public void close() throws SQLException {
        boolean isOpen =
                following.isUnderWay() && (TransactionSynchronizationManager.isActualTransactionActive() || isOracle());
        super.close();
        if (isOpen) {
            following.unknown();
        } else {
            following.rolledBack();
        }
    }

    private boolean isOracle() {
        try {
            return behind().getMetaData().getDatabaseProductName().startsWith("Oracle");
        } catch (SQLException e) {
            return false; // It is closed already.
        }
    }

    @Override
    public void abort(@Nullable Executor executor) throws SQLException {
        super.abort(executor);
        following.rolledBack();
    }
}
