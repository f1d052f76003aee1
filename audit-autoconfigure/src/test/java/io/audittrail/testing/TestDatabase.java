package io.audittrail.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a test's data goes.
 *
 * @param connections how many there may be at the same time
 * @param first what each connection begins with
 */
public record TestDatabase(
        String url,
        String user,
        String password,
        int connections,
        @Nullable String first) {

    private static final int CONNECTIONS = 4;

    public TestDatabase(String url, String user, String password) {
        this(url, user, password, CONNECTIONS, null);
    }

    /** A new, empty database in memory. */
    public static TestDatabase h2() {
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    public TestDatabase withConnections(int most) {
        return new TestDatabase(url, user, password, most, first);
    }

    public TestDatabase beginningWith(String statement) {
        return new TestDatabase(url, user, password, connections, statement);
    }

    /** On a connection that nobody audits. */
    public void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot execute " + List.of(statements), e);
        }
    }

    public HikariDataSource open() {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setUsername(user);
        dataSource.setPassword(password);
        dataSource.setMaximumPoolSize(connections);
        dataSource.setConnectionInitSql(first);
        return dataSource;
    }
}
