package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.application.StatementCount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

class CountingDataSourceTests {

    private final HikariDataSource pool = pool();
    private final CountingDataSource dataSource = CountingDataSource.below(pool);
    private final JdbcTemplate jdbc = new JdbcTemplate(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void executionsOfEachKindAreCounted() {
        StatementCount count = dataSource.countWhile(() -> {
            jdbc.execute("create table if not exists thing (id int)");
            jdbc.update("insert into thing values (?)", 1);
            jdbc.queryForList("select * from thing where id = ?", 1);
        });

        assertThat(count.executed()).isEqualTo(3);
        assertThat(count.batched()).isZero();
    }

    @Test
    void aBatchIsOneExecution() {
        jdbc.execute("create table thing (id int)");

        StatementCount count = dataSource.countWhile(
                () -> jdbc.batchUpdate("insert into thing values (?)", List.of(new Object[] {1}, new Object[] {2})));

        assertThat(count.executed()).isEqualTo(1);
        assertThat(count.batched()).isEqualTo(2);
    }

    @Test
    void nothingIsInTheWayOtherwise() throws SQLException {
        dataSource.countWhile(() -> {});

        try (Connection connection = pool.getConnection()) {
            assertThat(connection.unwrap(JdbcConnection.class).getClass()).isEqualTo(JdbcConnection.class);
        }
    }

    @Test
    void failuresAreThoseOfTheDatabase() {
        assertThatThrownBy(() -> dataSource.countWhile(() -> jdbc.execute("select nonsense")))
                .isInstanceOf(BadSqlGrammarException.class);
    }

    private static HikariDataSource pool() {
        Login login = Login.h2();
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(login.url());
        pool.setUsername(login.user());
        pool.setPassword(login.password());
        return pool;
    }
}
