package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.ChangeRecord;
import io.audittrail.Operation;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Objects;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken back to a savepoint, or ended by hand on the connection, is recorded as the database has it. */
abstract class SavepointContract {

    private CapturedUnit unit = unopened();

    abstract TestDatabase newDatabase();

    @BeforeEach
    void open() {
        unit = new CapturedUnit(newDatabase(), CapturedUnit.ALL, Wide.class);
    }

    @AfterEach
    void close() {
        assertThat(unit.failures.report().failures()).isEmpty();
        unit.close();
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static CapturedUnit unopened() {
        return null;
    }

    @Test
    void whatCameAfterTheSavepointIsTakenBack() {
        unit.commit(em -> {
            store(em, 1);
            Savepoint savepoint = set(em);
            store(em, 2);
            on(em, connection -> connection.rollback(savepoint));
            store(em, 3);
        });
        assertRecorded(1, 3);
    }

    @Test
    void aSavepointMayComeBeforeTheFirstChange() {
        unit.commit(em -> {
            Savepoint savepoint = set(em);
            store(em, 1);
            on(em, connection -> connection.rollback(savepoint));
        });
        assertRecorded();
    }

    @Test
    void savepointsNestAndTheOuterOneTakesTheInnerOnesWithIt() {
        unit.commit(em -> {
            Savepoint first = set(em);
            store(em, 1);
            Savepoint second = set(em);
            store(em, 2);
            Savepoint third = set(em);
            store(em, 3);
            on(em, connection -> connection.rollback(third));
            store(em, 4);
            on(em, connection -> connection.rollback(second));
            store(em, 5);
            on(em, connection -> connection.rollback(first));
            store(em, 6);
        });
        assertRecorded(6);
    }

    @Test
    void aSavepointCanBeGoneBackToTwice() {
        unit.commit(em -> {
            store(em, 1);
            Savepoint savepoint = set(em);
            store(em, 2);
            on(em, connection -> connection.rollback(savepoint));
            store(em, 3);
            on(em, connection -> connection.rollback(savepoint));
            store(em, 4);
        });
        assertRecorded(1, 4);
    }

    @Test
    void whatCameAfterAReleasedSavepointStays() {
        unit.commit(em -> {
            Savepoint outer = set(em);
            store(em, 1);
            Savepoint savepoint = set(em);
            store(em, 2);
            on(em, connection -> connection.releaseSavepoint(savepoint));
            store(em, 3);
            on(em, connection -> connection.releaseSavepoint(outer));
            store(em, 4);
        });
        assertRecorded(1, 2, 3, 4);
    }

    @Test
    void ofSavepointsThatShareANameTheLastIsMeant() {
        unit.commit(em -> {
            Savepoint first = set(em, "again");
            store(em, 1);
            set(em, "again");
            store(em, 2);
            on(em, connection -> connection.rollback(first));
            store(em, 3);
        });
        assertRecorded(1, 3);
        assertThat(unit.<Wide>commitAndGet(em -> em.find(Wide.class, 1L))).isNotNull();
    }

    @Test
    void anUpdateGoesBackToWhatItWasAtTheSavepoint() {
        unit.commit(em -> store(em, 1));
        unit.reset();
        String old = Objects.requireNonNull(unit.commitAndGet(em -> em.find(Wide.class, 1L)).title);

        unit.commit(em -> {
            rename(em, "First");
            Savepoint savepoint = set(em);
            rename(em, "Second");
            em.remove(em.find(Wide.class, 1L));
            em.flush();
            on(em, connection -> connection.rollback(savepoint));
            em.clear();
        });

        ChangeRecord record = unit.records().get(0);
        assertThat(unit.records()).hasSize(1);
        assertThat(record.action()).isEqualTo(Operation.UPDATE);
        assertThat(record.changes()).singleElement().satisfies(change -> {
            assertThat(change.oldValue()).isEqualTo(old);
            assertThat(change.newValue()).isEqualTo("First");
        });
    }

    @Test
    void aManySidedTransactionFindsItsRecordsAgainAfterwards() {
        unit.commit(em -> {
            for (int id = 1; id <= 20; id++) {
                store(em, id);
            }
            Savepoint savepoint = set(em);
            for (int id = 1; id <= 10; id++) {
                em.remove(em.find(Wide.class, (long) id));
            }
            em.flush();
            on(em, connection -> connection.rollback(savepoint));
            em.clear();
            em.remove(em.find(Wide.class, 20L));
        });
        assertRecorded(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    }

    @Test
    void whatIsCommittedByHandIsRecordedThoughTheTransactionRollsBack() {
        assertThatThrownBy(() -> unit.commit(em -> {
                    store(em, 1);
                    on(em, Connection::commit);
                    assertRecorded(1);
                    store(em, 2);
                    throw new IllegalStateException("back");
                }))
                .hasMessage("back");
        assertRecorded(1);
    }

    @Test
    void whatIsCommittedByHandAndWhatComesAfterItAreTwoTransactions() {
        unit.commit(em -> {
            store(em, 1);
            on(em, Connection::commit);
            store(em, 2);
        });
        assertRecorded(1, 2);
        assertThat(unit.committed).hasSize(2);
    }

    @Test
    void whatIsRolledBackByHandIsNotRecorded() {
        unit.commit(em -> {
            store(em, 1);
            on(em, Connection::rollback);
            store(em, 2);
        });
        assertRecorded(2);
    }

    @Test
    void switchingAutoCommitOnCommits() {
        assertThatThrownBy(() -> unit.commit(em -> {
                    store(em, 1);
                    on(em, connection -> {
                        connection.setAutoCommit(true);
                        connection.setAutoCommit(false);
                    });
                    store(em, 2);
                    throw new IllegalStateException("back");
                }))
                .hasMessage("back");
        assertRecorded(1);
    }

    @Test
    void aTransactionWithoutSavepointsIsFollowedByAnother() {
        unit.commit(em -> store(em, 1));
        unit.commit(em -> store(em, 2));
        assertThatThrownBy(() -> unit.commit(em -> {
                    store(em, 3);
                    throw new IllegalStateException("back");
                }))
                .hasMessage("back");
        unit.commit(em -> store(em, 4));
        assertRecorded(1, 2, 4);
        assertThat(unit.committed).hasSize(3);
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static void store(EntityManager em, int id) {
        em.persist(Wide.of(id));
        em.flush();
    }

    private static void rename(EntityManager em, String name) {
        em.find(Wide.class, 1L).title = name;
        em.flush();
    }

    private static void on(EntityManager em, Work work) {
        em.unwrap(Session.class).doWork(work::on);
    }

    private static Savepoint set(EntityManager em, String name) {
        return em.unwrap(Session.class).doReturningWork(connection -> connection.setSavepoint(name));
    }

    private static Savepoint set(EntityManager em) {
        return em.unwrap(Session.class).doReturningWork(Connection::setSavepoint);
    }

    private void assertRecorded(Integer... ids) {
        assertThat(unit.records())
                .extracting(record -> ((Number) record.entity().id()).intValue())
                .isEqualTo(List.of(ids));
    }
}
