package io.audittrail.hibernate;

import static io.audittrail.hibernate.CapturedUnit.persisted;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.AuditContext;
import io.audittrail.hibernate.model.Collections.Binder;
import io.audittrail.hibernate.model.Collections.Child;
import io.audittrail.hibernate.model.Collections.Folder;
import io.audittrail.hibernate.model.Collections.Member;
import io.audittrail.hibernate.model.Collections.Odd;
import io.audittrail.hibernate.model.Collections.Seat;
import io.audittrail.hibernate.model.Collections.Sheet;
import io.audittrail.hibernate.model.Collections.Soft;
import io.audittrail.hibernate.model.Collections.Team;
import io.audittrail.hibernate.model.Collections.Thing;
import io.audittrail.hibernate.model.Collections.Work;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.transaction.Attribution;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** When the database is told who is at work, between which statements. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnnouncementTests {

    private final List<UUID> said = new ArrayList<>();
    private boolean fails;
    private final CapturedUnit unit = CapturedUnit.announcing(
            this::announce,
            CapturedUnit.ALL,
            bean -> bean.getJpaPropertyMap().put("hibernate.jdbc.batch_size", 50),
            Wide.class,
            Binder.class,
            Child.class,
            Folder.class,
            Member.class,
            Odd.class,
            Seat.class,
            Sheet.class,
            Soft.class,
            Team.class,
            Thing.class,
            Work.class);

    private void announce(Connection connection, UUID tx, Attribution by, Map<String, Object> context)
            throws SQLException {
        if (fails) {
            throw new SQLException("no such setting");
        }
        said.add(tx);
        unit.statements.add(by.actor().name() + (by.reason() == null ? "" : " because " + by.reason()));
    }

    @BeforeEach
    void reset() {
        fails = false;
        unit.actor = () -> Actor.SYSTEM;
        unit.commit(em -> em.createQuery("delete from Wide").executeUpdate());
        unit.reset();
        said.clear();
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @Test
    void whoOnlyReadsSaysNothing() {
        unit.commit(em -> em.find(Wide.class, 1L));

        assertThat(said).isEmpty();
    }

    @Test
    void itIsSaidOnceBeforeTheFirstWrite() {
        assertThat(wordsOf(em -> {
                    em.find(Wide.class, 100L);
                    em.persist(Wide.of(1));
                    em.flush();
                    em.persist(Wide.of(2));
                }))
                .containsExactly("select", "system", "insert", "insert");
        assertThat(said).containsExactly(unit.committed.get(0).tx());
    }

    @Test
    void eachTransactionSaysIt() {
        unit.commit(em -> em.persist(Wide.of(1)));
        unit.commit(em -> em.persist(Wide.of(2)));

        assertThat(said).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void whatWasAskedForUnderAnotherNameIsSentUnderThatName() {
        assertThat(wordsOf(em -> {
                    AuditContext.runAs("ann", () -> em.persist(Wide.of(1)));
                    AuditContext.runAs("ann", () -> em.persist(Wide.of(2)));
                    AuditContext.runAs("bob", () -> em.persist(Wide.of(3)));
                    em.persist(Wide.of(4));
                }))
                .containsExactly("ann", "insert", "bob", "insert", "system", "insert");
        assertThat(said).hasSize(3).containsOnly(unit.committed.get(0).tx());
    }

    @Test
    void anotherReasonIsSaidToo() {
        assertThat(wordsOf(em -> {
                    AuditContext.because("ticket 1", () -> {
                        em.persist(Wide.of(1));
                        em.flush();
                    });
                    AuditContext.because("ticket 2", () -> {
                        em.persist(Wide.of(2));
                        em.flush();
                    });
                }))
                .containsExactly("system because ticket 1", "insert", "system because ticket 2", "insert");
    }

    @Test
    void updatesAndRemovalsAreOfThoseWhoMakeThem() {
        unit.commit(em -> {
            em.persist(Wide.of(1));
            em.persist(Wide.of(2));
        });

        assertThat(wordsOf(em -> {
                    AuditContext.runAs("ann", () -> em.remove(em.find(Wide.class, 1L)));
                    AuditContext.runAs("bob", () -> {
                        em.find(Wide.class, 2L).title = "other";
                        em.flush();
                    });
                }))
                .containsExactly("select", "select", "bob", "update", "ann", "delete");
    }

    @Test
    void collectionsAreOfTheirOwners() {
        long id = unit.commitAndGet(em -> persisted(em, new Team()).id);

        assertThat(wordsOf(em -> AuditContext.runAs("ann", () -> {
                    em.find(Team.class, id).steps.add("one");
                    em.flush();
                })))
                .containsSubsequence("ann", "insert")
                .containsOnlyOnce("ann")
                .doesNotContain("system");
        assertThat(wordsOf(em -> {
                    AuditContext.runAs("ann", () -> em.remove(em.find(Team.class, id)));
                    unit.statements.clear();
                }))
                .startsWith("ann")
                .doesNotContain("system");
    }

    @Test
    void statementsSayIt() {
        assertThat(wordsOf(em -> em.createQuery("update Wide set title = 'x'").executeUpdate()))
                .containsExactly("system", "update");
        assertThat(wordsOf(em -> em.createNativeQuery("delete from Wide").executeUpdate()))
                .containsExactly("system", "delete");
        assertThat(wordsOf(em -> em.createNativeQuery("select 1").getResultList()))
                .containsExactly("select");
    }

    @Test
    void aStatelessSessionSaysIt() {
        unit.commit(em -> {
            Connection connection = em.unwrap(Session.class).doReturningWork(own -> own);
            try (StatelessSession session =
                    unit.factory.unwrap(SessionFactory.class).openStatelessSession(connection)) {
                session.beginTransaction();
                unit.statements.clear();
                session.insert(Wide.of(1));
                session.insert(Wide.of(2));
                session.getTransaction().commit();
            }
        });

        assertThat(words()).startsWith("system", "insert").containsOnlyOnce("system");
    }

    /** It is not certain whether the database still knows. */
    @Test
    void itIsSaidAgainAfterARollbackToASavepoint() {
        assertThat(wordsOf(em -> {
                    Connection connection = em.unwrap(Session.class).doReturningWork(own -> own);
                    Savepoint savepoint = set(connection);
                    em.persist(Wide.of(1));
                    em.flush();
                    rollback(connection, savepoint);
                    em.persist(Wide.of(2));
                }))
                .containsExactly("system", "insert", "system", "insert");
        assertThat(said).hasSize(2).containsOnly(unit.committed.get(0).tx());
    }

    @Test
    void aTransactionSurvivesThatItCouldNotBeSaid() {
        fails = true;
        unit.commit(em -> em.persist(Wide.of(1)));

        assertThat(unit.records()).hasSize(1);
        assertThat(unit.failures.report().failures()).isNotEmpty();
    }

    @Test
    void theActorOfTheMomentIsSaid() {
        unit.actor = () -> Actor.user("eve");

        assertThat(wordsOf(em -> em.persist(Wide.of(1)))).containsExactly("eve", "insert");
    }

    private List<String> wordsOf(Consumer<EntityManager> work) {
        unit.reset();
        said.clear();
        unit.commit(work);
        return words();
    }

    /** The first of each statement. */
    private List<String> words() {
        return unit.statements.stream()
                .map(statement -> statement.startsWith("system")
                        ? statement
                        : statement.toLowerCase(Locale.ROOT).split(" ", 2)[0])
                .toList();
    }

    private static Savepoint set(Connection connection) {
        try {
            return Objects.requireNonNull(connection.setSavepoint());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void rollback(Connection connection, Savepoint savepoint) {
        try {
            connection.rollback(savepoint);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
