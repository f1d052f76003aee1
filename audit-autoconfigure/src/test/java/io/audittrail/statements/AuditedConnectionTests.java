package io.audittrail.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditUnavailableException;
import io.audittrail.ChangeSet;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRecord.Language;
import io.audittrail.testing.Recorders;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.FollowedConnection;
import io.audittrail.transaction.OpenTransaction;
import io.audittrail.transaction.OwnConnection;
import io.audittrail.transaction.TransactionRecorder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The connection says what became of what was done on it, whatever way it ended. */
class AuditedConnectionTests {

    private static final Executor DIRECT = Runnable::run;

    private final List<String> told = new ArrayList<>();
    private final Failures failures = new Failures(Clock.systemUTC());
    private final TransactionRecorder recorder = recorder("sam");
    private @Nullable SQLException refusal;
    private boolean breaks;
    private Connection connection = unopened();

    @BeforeEach
    void open() throws SQLException {
        Connection h2 = DriverManager.getConnection("jdbc:h2:mem:", "sa", "");
        connection = AuditedConnection.following(
                (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            if (refusal != null && method.getName().equals("commit")) {
                                throw refusal;
                            }
                            try {
                                return method.invoke(h2, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }),
                new Watched());
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        assertThat(failures.report().failures()).isEmpty();
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static Connection unopened() {
        return null;
    }

    @Test
    void aCommitTellsAndTheNextTransactionBeginsAnew() throws SQLException {
        send("one");
        send("two");
        connection.commit();
        send("three");
        connection.commit();
        connection.commit();
        assertThat(told).containsExactly("committed [one, two]", "committed [three]");
    }

    @Test
    void aRollbackTells() throws SQLException {
        send("one");
        connection.rollback();
        send("two");
        connection.commit();
        assertThat(told).containsExactly("committed [two]");
    }

    @Test
    void closingAndAbortingRollBack() throws SQLException {
        send("one");
        connection.close();
        open();
        send("two");
        connection.abort(DIRECT);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsUnderWayInATransactionOfSomebodyElsesMayStillBeCommitted() throws SQLException {
        send("one");
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            connection.close();
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(told).containsExactly("unknown [one]");
    }

    @Test
    void switchingAutoCommitOnCommitsAndOffDoesNot() throws SQLException {
        send("one");
        connection.setAutoCommit(false);
        assertThat(told).isEmpty();
        connection.setAutoCommit(true);
        assertThat(told).containsExactly("committed [one]");
    }

    @Test
    void aCommitThatIsRefusedCanStillBeRolledBack() throws SQLException {
        send("one");
        refusal = new SQLException("deferred constraint", "23503");
        assertThatThrownBy(connection::commit).isSameAs(refusal);
        refusal = null;
        connection.rollback();
        assertThat(told).containsExactly("rolled back [one]");
    }

    @Test
    void aCommitThatIsRefusedCanStillBeMade() throws SQLException {
        send("one");
        refusal = new SQLException("busy", "40001");
        assertThatThrownBy(connection::commit).isSameAs(refusal);
        refusal = null;
        connection.commit();
        assertThat(told).containsExactly("committed [one]");
    }

    @Test
    void nobodyKnowsWhatBecameOfACommitWhoseAnswerWasLost() throws SQLException {
        send("one");
        refusal = new SQLException("connection reset", "08006");
        assertThatThrownBy(connection::commit).isSameAs(refusal);
        connection.close();
        assertThat(told).containsExactly("unknown [one]");
    }

    @Test
    void aRefusalByTheLogKeepsTheCommitFromBeingSent() throws SQLException {
        send("one");
        breaks = true;
        assertThatThrownBy(connection::commit).isInstanceOf(AuditUnavailableException.class);
        breaks = false;
        connection.rollback();
        send("two");
        connection.commit();
        assertThat(told).containsExactly("committed [two]");
    }

    @Test
    void savepointsByNameAndWithoutOneAreGoneBackTo() throws SQLException {
        Savepoint before = connection.setSavepoint();
        send("one");
        Savepoint named = connection.setSavepoint("named");
        send("two");
        connection.rollback(named);
        send("three");
        connection.releaseSavepoint(named);
        connection.commit();
        send("four");
        assertThat(told).containsExactly("committed [one, three]");
        assertThatThrownBy(() -> connection.rollback(before)).isInstanceOf(SQLException.class);
    }

    @Test
    void whatBeginsAfterASavepointIsTakenBackWithIt() throws SQLException {
        Savepoint first = connection.setSavepoint();
        Savepoint second = connection.setSavepoint();
        send("one");
        connection.rollback(second);
        send("two");
        connection.rollback(first);
        send("three");
        connection.commit();
        assertThat(told).containsExactly("committed [three]");
    }

    @Test
    void anotherUnitHasNoPartInATransactionUnderWay() throws SQLException {
        send("one");
        FollowedConnection followed = Objects.requireNonNull(FollowedConnection.of(connection));
        assertThat(followed.following().join(recorder("other"), null)).isNull();
        connection.commit();
        assertThat(followed.following().join(recorder("other"), null)).isNotNull();
    }

    private void send(String text) {
        FollowedConnection followed = Objects.requireNonNull(FollowedConnection.of(connection));
        OpenTransaction open = Objects.requireNonNull(followed.following().join(recorder, null));
        open.add(
                new StatementRecord(
                        Kind.UPDATE,
                        null,
                        Language.SQL,
                        text,
                        Map.of(),
                        List.of(),
                        List.of(),
                        1L,
                        null,
                        Actor.SYSTEM,
                        null),
                Set.of());
    }

    private TransactionRecorder recorder(String unit) {
        return Recorders.delivering(unit, this::prepare, failures, null);
    }

    private Delivery.Prepared prepare(ChangeSet changes, @Nullable OwnConnection own) {
        if (breaks) {
            throw new AuditUnavailableException("refused", null);
        }
        String texts = changes.records().stream()
                .map(record -> ((StatementRecord) record).text())
                .toList()
                .toString();
        return new Delivery.Prepared() {
            @Override
            public void committed() {
                told.add("committed " + texts);
            }

            @Override
            public void rolledBack() {
                told.add("rolled back " + texts);
            }

            @Override
            public void unknown() {
                told.add("unknown " + texts);
            }
        };
    }
}
