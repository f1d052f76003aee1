package io.audittrail.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllOrNothingTests {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatFailsLeavesNothingOfItself(Dialect dialect) throws SQLException {
        try (Connection connection = connection()) {
            assertThatThrownBy(() -> AllOrNothing.run(connection, dialect, true, () -> {
                        insert(connection, 2);
                        throw new SQLException("no", "HY000");
                    }))
                    .hasMessage("no");
            assertThat(count(connection)).as("what stood before it").isEqualTo(1);
            AllOrNothing.run(connection, dialect, true, () -> insert(connection, 3));
            assertThat(count(connection)).isEqualTo(2);
        }
    }

    /** InnoDB takes the whole transaction back when a lock is not had in time, if it was told to. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aSavepointThatIsGoneHasGoneWithItsTransaction(Dialect dialect) throws SQLException {
        try (Connection connection = connection()) {
            SQLException ended = catchThrowableOfType(
                    SQLException.class,
                    () -> AllOrNothing.run(connection, dialect, true, () -> {
                        connection.rollback();
                        throw new SQLException("Lock wait timeout exceeded", "HY000", 1205);
                    }));
            assertThat((Throwable) ended).hasMessage("Lock wait timeout exceeded");
            assertThat(dialect.hasEndedTransaction(ended)).isTrue();
        }
    }

    private static Connection connection() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        connection.createStatement().execute("create table t (id int)");
        connection.setAutoCommit(false);
        insert(connection, 1);
        return connection;
    }

    private static void insert(Connection connection, int id) throws SQLException {
        connection.createStatement().executeUpdate("insert into t values (" + id + ")");
    }

    private static int count(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select count(*) from t")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
