package io.audittrail.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;

/**
 * Where a test's data goes.
 *
 * @param connections how many there may be at the same time
 */
public record TestDatabase(String url, String user, String password, int connections) {

    private static final int CONNECTIONS = 4;

    public TestDatabase(String url, String user, String password) {
        this(url, user, password, CONNECTIONS);
    }

    /** A new, empty database in memory. */
    public static TestDatabase h2() {
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    public TestDatabase withConnections(int most) {
        return new TestDatabase(url, user, password, most);
    }

    public HikariDataSource open() {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setUsername(user);
        dataSource.setPassword(password);
        dataSource.setMaximumPoolSize(connections);
        return dataSource;
    }
}
