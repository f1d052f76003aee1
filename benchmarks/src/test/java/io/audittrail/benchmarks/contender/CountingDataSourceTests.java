package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.application.StatementCount;
import java.sql.SQLException;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

class CountingDataSourceTests {

    private final CountingDataSource dataSource = new CountingDataSource(h2());
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);

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

        assertThat(dataSource.getConnection().getClass().getName()).startsWith("org.h2.");
    }

    @Test
    void failuresAreThoseOfTheDatabase() {
        assertThatThrownBy(() -> dataSource.countWhile(() -> jdbc.execute("select nonsense")))
                .isInstanceOf(BadSqlGrammarException.class);
    }

    private static JdbcDataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl(Login.of("h2", "", "").url());
        return h2;
    }
}
