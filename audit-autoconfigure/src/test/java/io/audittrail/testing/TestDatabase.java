package io.audittrail.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;

/** Where a test's data goes. */
public record TestDatabase(String url, String user, String password) {

    /** A new, empty database in memory. */
    public static TestDatabase h2() {
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    public HikariDataSource open() {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setUsername(user);
        dataSource.setPassword(password);
        dataSource.setMaximumPoolSize(4);
        return dataSource;
    }
}
