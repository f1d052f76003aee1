package io.audittrail.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.benchmarks.application.StatementCount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Makes the connections of a pool, as they are, except while it counts. Whoever stands between application and pool stands
 * there as in an application that is not measured.
 */
final class CountingDataSource extends DelegatingDataSource {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final HikariDataSource pool;
    private @Nullable StatementCount count;

    /** The open ones, and whether they are counted. */
    private final IdentityHashMap<Connection, Boolean> made = new IdentityHashMap<>();

    private CountingDataSource(HikariDataSource pool) {
        super(new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword()));
        this.pool = pool;
    }

    /** Puts itself below a pool that was not asked for a connection yet. */
    static CountingDataSource below(HikariDataSource pool) {
        CountingDataSource counting = new CountingDataSource(pool);
        pool.setDataSource(counting);
        return counting;
    }

    StatementCount countWhile(Runnable work) {
        StatementCount counting = new StatementCount();
        replaceConnections(counting);
        try {
            work.run();
        } finally {
            replaceConnections(null);
        }
        return counting;
    }

    /**
     * By connections that are all counted, or all as they are. What the pool was just making when the others were forgotten
     * joins it afterwards, and is forgotten then. What is in use is closed when it comes back.
     */
    private void replaceConnections(@Nullable StatementCount by) {
        synchronized (made) {
            count = by;
        }
        forgetConnections();
        while (others() > inUse()) {
            LockSupport.parkNanos(PAUSE);
            forgetConnections();
        }
    }

    private int inUse() {
        return pool.getHikariPoolMXBean() == null
                ? 0
                : pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** How many open connections are not as those that are made now. */
    private long others() {
        synchronized (made) {
            made.keySet().removeIf(CountingDataSource::isClosed);
            return made.values().stream()
                    .filter(counted -> counted != (count != null))
                    .count();
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Those that are made from now on are others. */
    void forgetConnections() {
        if (pool.getHikariPoolMXBean() != null) { // It is there from the first connection on.
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return counted(super.getConnection());
    }

    /** So does a pool that has a user name ask. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return counted(super.getConnection(user, password));
    }

    private Connection counted(Connection connection) {
        synchronized (made) {
            StatementCount counting = count;
            made.put(connection, counting != null);
            return counting == null ? connection : counting.counted(connection);
        }
    }
}
