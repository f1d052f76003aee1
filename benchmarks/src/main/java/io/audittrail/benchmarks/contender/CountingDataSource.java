package io.audittrail.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.benchmarks.application.StatementCount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Makes the connections of a pool, as they are, except while it counts. Whoever stands between application and pool stands
 * there as in an application that is not measured.
 */
final class CountingDataSource extends DelegatingDataSource {

    private final HikariDataSource pool;
    private volatile @Nullable StatementCount count;

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
        count = counting;
        replaceConnections();
        try {
            work.run();
        } finally {
            count = null;
            replaceConnections();
        }
        return counting;
    }

    /**
     * By connections that are all counted, or all as they are. What the pool was just making when the others were forgotten
     * joins it afterwards, so only holding all that it can have shows that none is left.
     */
    private void replaceConnections() {
        forgetConnections();
        try {
            while (evictOthers() > 0) {
                // The pool makes new ones in their place.
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The pool has no connection to count on", e);
        }
    }

    private int evictOthers() throws SQLException {
        List<Connection> all = new ArrayList<>();
        int evicted = 0;
        try {
            while (all.size() < pool.getMaximumPoolSize()) {
                all.add(pool.getConnection());
            }
            for (Connection connection : all) {
                if (StatementCount.isCounted(connection.unwrap(Connection.class)) != (count != null)) {
                    pool.evictConnection(connection);
                    evicted++;
                }
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        return evicted;
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
        StatementCount counting = count;
        return counting == null ? connection : counting.counted(connection);
    }
}
