package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditContext;
import io.audittrail.AuditPause;
import io.audittrail.ChangeRecord;
import io.audittrail.Entry;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.hibernate.model.Collections.Seat;
import io.audittrail.hibernate.model.Collections.Work;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the log has of work that is not to be recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PauseTests {

    private final CapturedUnit unit =
            CapturedUnit.unheard(TestDatabase.h2(), CapturedUnit.ALL, List.of(), Wide.class, Work.class, Seat.class);

    @BeforeEach
    void reset() {
        unit.actor = () -> Actor.user("ann");
        unit.commit(em -> {
            em.createQuery("select w from Work w", Work.class).getResultList().forEach(em::remove);
            em.createQuery("delete from Wide").executeUpdate();
        });
        unit.reset();
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @Test
    void whatIsLeftOutIsCountedInOneRecordWithWhoAndWhy() {
        AuditContext.pause(
                "first load",
                () -> unit.commit(em -> {
                    em.persist(Wide.of(1));
                    em.persist(Wide.of(2));
                }));

        assertThat(entries())
                .containsExactly(StatementRecord.paused(new AuditPause("first load"), 2L, Actor.user("ann")));
        assertThat(entries().get(0).reason()).isEqualTo("first load");
    }

    @Test
    void workThatChangesNothingLeavesNothing() {
        AuditContext.pause("first load", () -> unit.commit(em -> em.find(Wide.class, 1L)));

        assertThat(unit.committed).isEmpty();
    }

    @Test
    void aResultIsGivenBack() {
        assertThat(AuditContext.<Integer, RuntimeException>pause("why", () -> 1))
                .isEqualTo(1);
        assertThat(AuditContext.<Integer, RuntimeException>pause("why", List.of("wide"), () -> 2))
                .isEqualTo(2);
        assertThat(AuditContext.current().isNone()).isTrue();
    }

    @Test
    void whatIsDoneBesideItIsRecorded() {
        assertThat(told(em -> {
                    AuditContext.pause("first load", () -> em.persist(Wide.of(1)));
                    em.persist(Wide.of(2));
                }))
                .containsExactly("PAUSED 1", "CREATE Wide");
    }

    @Test
    void onlyTheNamedTablesAreLeftOut() {
        assertThat(AuditContext.pause("marks are noise", List.of("WORK_marks"), () -> told(em -> em.persist(work()))))
                .containsExactly("CREATE Work", "PAUSED work_marks 1");
        assertThat(AuditContext.pause(
                        "only marks",
                        List.of("work"),
                        () -> told(em -> em.createQuery("select w from Work w", Work.class)
                                .getSingleResult()
                                .marks
                                .add("green"))))
                .containsExactly("UPDATE Work");
        assertThat(AuditContext.pause(
                        "all of it",
                        Set.of("public.work", "work_marks"),
                        () -> told(em -> em.remove(em.createQuery("select w from Work w", Work.class)
                                .getSingleResult()))))
                .as("behind another schema is another table")
                .containsExactly("PAUSED public.work, work_marks 1", "DELETE Work");
    }

    @Test
    void aStatelessSessionIsPausedToo() {
        SessionFactory factory = unit.factory.unwrap(SessionFactory.class);
        AuditContext.pause(
                "load",
                List.of("wide", "work_marks"),
                () -> factory.inStatelessTransaction(session -> {
                    session.insert(Wide.of(1));
                    session.insert(work());
                }));

        assertThat(texts()).containsExactly("PAUSED wide, work_marks 2", "CREATE Work");
    }

    @Test
    void statementsArePausedByTheirTables() {
        unit.commit(em -> em.persist(Wide.of(1)));

        assertThat(AuditContext.pause(
                        "load",
                        List.of("wide"),
                        () -> told(em -> {
                            em.createQuery("update Wide w set w.title = 'x'").executeUpdate();
                            em.createNativeQuery("delete from wide").executeUpdate();
                        })))
                .containsExactly("PAUSED wide 2");
        unit.commit(em -> em.persist(Wide.of(1)));
        assertThat(AuditContext.pause(
                        "load",
                        List.of("work"),
                        () -> told(
                                em -> em.createNativeQuery("delete from wide").executeUpdate())))
                .containsExactly("DELETE Wide");
    }

    @Test
    void whatWasChangedBeforeAndAfterDoesNotGoTogether() {
        unit.commit(em -> em.persist(Wide.of(1)));
        assertThat(told(em -> {
                    Wide wide = em.find(Wide.class, 1L);
                    wide.title = "recorded";
                    em.flush();
                    wide.title = "secretly";
                    AuditContext.pause("why not", em::flush);
                    wide.title = "again";
                    em.flush();
                }))
                .containsExactly("UPDATE Wide", "PAUSED 1", "UPDATE Wide");
        assertThat(((ChangeRecord) entries().get(2)).changes())
                .anySatisfy(change -> assertThat(change.oldValue()).isEqualTo("secretly"));
    }

    @Test
    void whatIsRolledBackToASavepointIsNotCounted() {
        assertThat(AuditContext.pause(
                        "load",
                        () -> told(em -> em.unwrap(Session.class).doWork(connection -> {
                            em.persist(Wide.of(1));
                            em.flush();
                            var savepoint = connection.setSavepoint();
                            em.persist(Wide.of(2));
                            em.flush();
                            connection.rollback(savepoint);
                            em.clear();
                        }))))
                .containsExactly("PAUSED 1");
    }

    @Test
    void aPauseNeedsAReasonAndTables() {
        assertThatThrownBy(() -> AuditContext.pause(" ", () -> {})).hasMessageContaining("needs a reason");
        assertThatThrownBy(() -> AuditContext.pause("load", List.of(), () -> {}))
                .hasMessageContaining("No table");
    }

    private static Work work() {
        Work work = new Work("north", 1);
        work.marks.add("red");
        return work;
    }

    private List<String> told(Consumer<EntityManager> work) {
        unit.reset();
        unit.commit(work);
        return texts();
    }

    private List<Entry> entries() {
        return unit.committed.stream().flatMap(all -> all.records().stream()).toList();
    }

    private List<String> texts() {
        return entries().stream()
                .map(entry -> {
                    if (entry instanceof ChangeRecord change) {
                        return change.action() + " " + change.entity().entity();
                    }
                    StatementRecord statement = (StatementRecord) entry;
                    return statement.kind() == Kind.PAUSED
                            ? statement.text().replace("pause", "PAUSED") + ' ' + statement.rows()
                            : statement.kind() + " " + statement.entity();
                })
                .toList();
    }
}
