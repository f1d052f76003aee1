package io.audittrail.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditContext;
import io.audittrail.ChangeSet;
import io.audittrail.StatementRecord;
import io.audittrail.sql.AuditedTable;
import io.audittrail.sql.AuditedTables;
import io.audittrail.sql.SqlDialect;
import io.audittrail.sql.SqlReader;
import io.audittrail.sql.SqlScope;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.Recorders;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.OpenTransaction;
import io.audittrail.transaction.OwnConnection;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.StatementPolicy;
import io.audittrail.transaction.TransactionRecorder;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the database has been told when it changes something on the connection of two units, and what their logs tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnnouncedStatementsIT {

    private final TestDatabase database = PostgresServer.newDatabase();
    private final Failures failures = new Failures(Clock.systemUTC());
    private final List<String> logged = new ArrayList<>();
    private final List<UUID> announced = new ArrayList<>();
    private final TransactionRecorder sam = recorder("sam");
    private final TransactionRecorder tom = recorder("tom");
    private Connection connection = unopened();

    @SuppressWarnings("NullAway") // opened before each test
    private static Connection unopened() {
        return null;
    }

    @BeforeAll
    void tables() {
        database.execute(
                "create table seen (id serial, tx text, done text)",
                "create function see() returns trigger language plpgsql as $$ begin"
                        + " insert into seen (tx, done) values (current_setting('audittrail.tx', true), tg_table_name);"
                        + " return null; end $$");
        for (String table : List.of("project", "task", "other")) {
            database.execute(
                    "create table " + table + " (id int)",
                    "create trigger see after insert on " + table + " execute function see()");
        }
    }

    @BeforeEach
    void open() throws SQLException {
        database.execute("truncate seen");
        logged.clear();
        announced.clear();
        Watched watched = new Watched();
        watched.begin(watch(sam, "sam", "project"));
        watched.begin(watch(tom, "tom", "task"));
        connection = AuditedConnection.following(
                DriverManager.getConnection(database.url(), database.user(), database.password()), watched);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        assertThat(failures.report().failures()).isEmpty();
    }

    private StatementWatch watch(TransactionRecorder recorder, String unit, String table) {
        SqlScope scope = new SqlScope(
                new SqlReader(SqlDialect.POSTGRESQL),
                new AuditedTables(List.of(AuditedTable.named(table)), column -> false));
        return new StatementWatch(
                unit,
                recorder,
                scope,
                new PlainValues(100),
                new StatementPolicy(StatementPolicy.Mode.RECORD),
                failures);
    }

    private TransactionRecorder recorder(String unit) {
        return Recorders.delivering(unit, this::prepare, failures, this::announce);
    }

    private void announce(Connection on, UUID tx, Attribution by, Map<String, Object> context) throws SQLException {
        announced.add(tx);
        try (PreparedStatement statement = on.prepareStatement("select set_config('audittrail.tx', ?, true)")) {
            statement.setString(1, tx.toString());
            statement.execute();
        }
    }

    private Delivery.Prepared prepare(ChangeSet changes, @Nullable OwnConnection own) {
        changes.records()
                .forEach(record -> logged.add(
                        changes.tx() + " " + ((StatementRecord) record).tables().get(0)));
        return new Delivery.Prepared() {
            @Override
            public void committed() {}

            @Override
            public void rolledBack() {}

            @Override
            public void unknown() {}
        };
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** As the log tells it: transaction and table. */
    private List<String> seen() throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Connection other = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("select tx || ' ' || done from seen order by id")) {
            while (rows.next()) {
                seen.add(rows.getString(1));
            }
        }
        return seen;
    }

    @Test
    void whatCommitsByItselfIsOfTheUnitWhoseTableItIs() throws SQLException {
        execute("insert into project values (1)", "insert into task values (1)");

        assertThat(logged).hasSize(2).containsExactlyElementsOf(seen());
        assertThat(announced).doesNotHaveDuplicates();
    }

    @Test
    void whoOnlyReadsSaysNothing() throws SQLException {
        for (boolean commitsByItself : new boolean[] {true, false}) {
            connection.setAutoCommit(commitsByItself);
            for (String read : List.of(
                    "select * from project",
                    "select * from task for update",
                    "with p as (select id from project) select * from p",
                    "table other",
                    "values (1)",
                    "show server_version",
                    "explain select * from project")) {
                execute(read);
                try (PreparedStatement statement = connection.prepareStatement(read)) {
                    statement.executeQuery().close();
                }
            }
        }
        connection.rollback();

        assertThat(announced).isEmpty();
        assertThat(logged).isEmpty();
    }

    @Test
    void inATransactionOfAnotherUnitToo() throws SQLException {
        connection.setAutoCommit(false);
        execute("insert into project values (1)", "insert into task values (1)", "insert into project values (2)");
        connection.commit();

        assertThat(logged).hasSize(3).containsExactlyInAnyOrderElementsOf(seen());
        assertThat(announced).hasSize(3);
        assertThat(announced.get(2)).isEqualTo(announced.get(0)).isNotEqualTo(announced.get(1));
    }

    /** A session of a unit has its own under JTA, beside what else is done on the connection. */
    @Test
    void whoHasSpokenBeforeAnotherSpeaksAgain() throws SQLException {
        connection.setAutoCommit(false);
        OpenTransaction session = sam.begin();
        Connection pooled = handle();
        session.announce(sam.attribution(), pooled);
        assertThat(session.isAnnounced(sam.attribution(), pooled)).isTrue();
        assertThat(session.isAnnounced(sam.attribution(), connection))
                .as("the same connection")
                .isTrue();
        execute("insert into project values (1)");

        assertThat(session.isAnnounced(sam.attribution(), pooled)).isFalse();
        session.announce(sam.attribution(), pooled);
        assertThat(announced.get(2)).isEqualTo(announced.get(0)).isNotEqualTo(announced.get(1));
        connection.commit();
        assertThat(session.isAnnounced(sam.attribution(), pooled)).isFalse();
        session.announce(sam.attribution(), pooled);
        assertThat(announced.get(3)).as("another transaction of the database").isNotIn(announced.subList(0, 3));
        connection.rollback();
    }

    /** As a pool lends it. */
    private Connection handle() {
        Connection followed = connection;
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> method.invoke(followed, arguments));
    }

    @Test
    void whatIsTakenBackByTextIsSaidAgain() throws SQLException {
        connection.setAutoCommit(false);
        execute("savepoint a", "insert into project values (1)", "Rollback To savepoint a");
        execute("insert into project values (2)", "reset all");
        execute("insert into project values (3)");
        try (PreparedStatement statement = connection.prepareStatement("rollback to a")) {
            statement.execute();
        }
        execute("insert into project values (4)", "select 1; /* no */ discard temp");
        execute("insert into project values (5)");
        connection.commit();

        String tx = announced.get(0).toString();
        assertThat(seen()).containsExactly(tx + " project", tx + " project");
        assertThat(announced).hasSize(5).containsOnly(announced.get(0));
    }

    @Test
    void whatIsEndedByTextIsFollowedByAnotherTransaction() throws SQLException {
        connection.setAutoCommit(false);
        execute("insert into project values (1)", "commit", "insert into project values (2)", "rollback work");
        execute("insert into project values (3)", "begin; insert into project values (4); end");
        execute("insert into project values (5)");
        connection.commit();

        assertThat(announced).doesNotHaveDuplicates().hasSize(4);
        assertThat(seen())
                .containsExactly(
                        announced.get(0) + " project",
                        announced.get(2) + " project",
                        announced.get(2) + " project",
                        announced.get(3) + " project");
    }

    @Test
    void theFetchSizeIsWhatItWas() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into project values (1), (2), (3) returning id")) {
            statement.setFetchSize(2);
            ResultSet rows = Objects.requireNonNull(statement.executeQuery());
            List<Integer> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
            assertThat(ids).containsExactly(1, 2, 3);
            assertThat(statement.getFetchSize()).isEqualTo(2);
        }
        assertThat(connection.getAutoCommit()).isTrue();
    }

    // What naming whoever is at work costs.

    @Test
    void whoeverIsAloneIsNamedOnce() throws SQLException {
        connection.setAutoCommit(false);
        execute("select 1", "insert into project values (1)", "select 1");
        Savepoint savepoint = connection.setSavepoint();
        execute("insert into project values (2)");
        connection.rollback(savepoint);
        try (PreparedStatement statement = connection.prepareStatement("select 1")) {
            statement.execute();
        }
        connection.commit();

        assertThat(announced).hasSize(1);
    }

    @Test
    void whoOnlyReadsIsNotNamedWhateverWasDoneBefore() throws SQLException {
        execute("insert into project values (1)");
        connection.setAutoCommit(false);
        executeBecause("of another", "select 1");
        execute("insert into project values (2)");
        connection.commit();
        executeBecause("of another", "select 1");
        connection.rollback();

        assertThat(announced).hasSize(2);
    }

    @Test
    void whoComesAfterAnotherIsNamedOnce() throws SQLException {
        connection.setAutoCommit(false);
        execute("insert into project values (1)");
        executeBecause("of another", "select 1", "select 1", "insert into project values (2)");
        connection.rollback();

        assertThat(announced).hasSize(2);
    }

    private void executeBecause(String reason, String... statements) {
        AuditContext.because(reason, () -> {
            try {
                execute(statements);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
