package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.ChangeRecord;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Transactions that fail as late as they can. */
class OutcomeOnPostgresIT {

    private final CapturedUnit unit = new CapturedUnit(PostgresServer.newDatabase(), CapturedUnit.ALL, Wide.class);

    @BeforeEach
    void deferTheConstraint() throws SQLException {
        try (var connection = unit.dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table wide add constraint one_title unique (title) deferrable initially deferred");
        }
    }

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void aDeferredConstraintThatFailsAtCommitLeavesNothing() {
        unit.commit(em -> em.persist(Wide.of(1)));
        unit.reset();

        assertThatThrownBy(() -> unit.commit(em -> {
                    Wide twin = Wide.of(2);
                    twin.title = Wide.of(1).title;
                    em.persist(twin);
                    em.flush();
                }))
                .hasStackTraceContaining("one_title");

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void aCommitAfterAStatementThatFailedIsARollback() {
        unit.commit(em -> {
            em.persist(Wide.of(1));
            em.flush();
            em.unwrap(Session.class).doWork(OutcomeOnPostgresIT::fail);
        });

        assertThat(unit.<Long>commitAndGet(em ->
                        em.createQuery("select count(*) from Wide", Long.class).getSingleResult()))
                .isZero();
        assertThat(unit.records()).isEmpty();
        assertThat(unit.failures.report().failures()).isEmpty();
    }

    @Test
    void aCommitAfterASavepointThatTheFailedStatementWasTakenBackToIsOne() {
        unit.commit(em -> {
            em.persist(Wide.of(1));
            em.flush();
            em.unwrap(Session.class).doWork(connection -> {
                Savepoint savepoint = connection.setSavepoint();
                fail(connection);
                connection.rollback(savepoint);
            });
        });

        assertThat(unit.records()).hasSize(1);
    }

    @Test
    void aCommitByHandAfterAStatementThatFailedIsARollback() throws SQLException {
        try (var connection = unit.dataSource.getConnection();
                StatelessSession session =
                        unit.factory.unwrap(SessionFactory.class).openStatelessSession(connection)) {
            connection.setAutoCommit(false);
            session.insert(Wide.of(1));
            fail(connection);
            connection.commit();
            session.insert(Wide.of(2));
            connection.commit();
        }

        assertThat(unit.records()).extracting(record -> record.entity().id()).containsExactly(2L);
    }

    @Test
    void aCommitByHandThatFailsLeavesNothingForTheNext() throws SQLException {
        try (var connection = unit.dataSource.getConnection();
                StatelessSession session =
                        unit.factory.unwrap(SessionFactory.class).openStatelessSession(connection)) {
            connection.setAutoCommit(false);
            Wide twin = Wide.of(2);
            twin.title = Wide.of(1).title;
            session.insert(Wide.of(1));
            session.insert(twin);
            assertThatThrownBy(connection::commit).hasStackTraceContaining("one_title");
            session.insert(Wide.of(3));
            connection.commit();
        }

        assertThat(unit.records()).extracting(record -> record.entity().id()).containsExactly(3L);
    }

    private static void fail(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("delete from nowhere"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aVetoedCommitLeavesNothing() {
        assertThatThrownBy(() -> unit.commit(em -> {
                    em.persist(Wide.of(3));
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            throw new IllegalStateException("vetoed");
                        }
                    });
                }))
                .hasMessage("vetoed");

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void aSessionGoesOnCleanAfterAFailedTransaction() {
        unit.commit(em -> em.persist(Wide.of(1)));
        unit.reset();
        try (var em = unit.factory.createEntityManager()) {
            Wide twin = Wide.of(2);
            twin.title = Wide.of(1).title;
            em.getTransaction().begin();
            em.persist(twin);
            assertThatThrownBy(() -> em.getTransaction().commit()).hasStackTraceContaining("one_title");
            em.clear();
            em.getTransaction().begin();
            em.persist(Wide.of(4));
            em.getTransaction().commit();
        }

        assertThat(unit.records())
                .extracting(ChangeRecord::entity)
                .extracting(ref -> ref.id())
                .containsExactly(4L);
    }
}
