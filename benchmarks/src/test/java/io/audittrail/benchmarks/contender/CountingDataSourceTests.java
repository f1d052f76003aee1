package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.application.StatementCount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

public class CountingDataSourceTests {

    private static final Semaphore CONNECTING = new Semaphore(0);

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

    /** The pool is still making a connection in place of one that was forgotten before. */
    @Test
    void aConnectionThatWasBeingMadeBeforeIsNotUsed() throws InterruptedException {
        try (HikariDataSource slow = pool()) {
            slow.setMaximumPoolSize(1);
            slow.setConnectionInitSql("create alias if not exists slow for '%s.connect'; call slow()"
                    .formatted(CountingDataSourceTests.class.getName()));
            CountingDataSource counting = CountingDataSource.below(slow);
            JdbcTemplate work = new JdbcTemplate(slow);
            work.execute("select 1");
            CONNECTING.drainPermits();

            counting.forgetConnections();
            CONNECTING.acquire();
            StatementCount count = counting.countWhile(() -> work.execute("select 1"));

            assertThat(count.executed()).isEqualTo(2); // the beginning of the connection too
        }
    }

    /** Called by H2. */
    public static void connect() throws InterruptedException {
        CONNECTING.release();
        Thread.sleep(100); // as a database would that is far away
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
