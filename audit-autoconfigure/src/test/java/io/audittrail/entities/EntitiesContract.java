package io.audittrail.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditContext;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.PersistenceException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The history as entities, beside those of the application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EntitiesContract {

    HistoryUnit unit = unopened();

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        unit = new HistoryUnit(
                newDatabase(), "audit.tables.actor-entity=Someone", "audit.tables.actor-attribute=username");
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @BeforeEach
    void twoUsersAndNoHistory() {
        unit.database().execute("delete from someone");
        unit.commit(em -> {
            em.persist(new Someone(1, "ann", "sales"));
            em.persist(new Someone(2, "bob", "support"));
        });
        unit.database().execute("delete from audit_activity");
        unit.database().execute("delete from audit_transaction");
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static HistoryUnit unopened() {
        return null;
    }

    private void change(String actor, long id, String department) {
        unit.actor = HistoryUnit.user(actor);
        unit.commit(em -> em.find(Someone.class, id).department = department);
    }

    @Test
    void historyIsJoinedWithTheUsersOfTheApplication() {
        change("ann", 2, "one");
        change("bob", 2, "two");

        assertThat(unit.list(
                        "select a, u from AuditActivity a join a.user u where u.department = 'sales'", Object[].class))
                .singleElement()
                .satisfies(row -> {
                    assertThat(((AuditActivity) row[0]).getActor()).isEqualTo("ann");
                    assertThat(((Someone) row[1]).username).isEqualTo("ann");
                });
        assertThat(unit.list(
                        "select t.user.department, count(t) from AuditTransaction t"
                                + " group by t.user.department order by 1",
                        Object[].class))
                .containsExactly(new Object[] {"sales", 1L}, new Object[] {"two", 1L});
        assertThat(unit.list(
                        "select a.entityId from AuditActivity a join Someone u on u.username = a.actor"
                                + " where u.department = 'sales'",
                        String.class))
                .containsExactly("2");
    }

    @Test
    void aUserIsLoadedWhenHeIsAskedForAndWithTheRestWhereThatIsSaid() {
        change("ann", 2, "one");

        unit.commit(em -> {
            AuditActivity activity = em.createQuery("select a from AuditActivity a", AuditActivity.class)
                    .getSingleResult();
            assertThat(Hibernate.isInitialized(activity.getUser())).isFalse();
            assertThat(Hibernate.isInitialized(activity.getTransaction())).isFalse();
            assertThat(((Someone) Hibernate.unproxy(Objects.requireNonNull(activity.getUser()))).username)
                    .isEqualTo("ann");
        });
        assertThat(unit.list("select a from AuditActivity a left join fetch a.user", AuditActivity.class)
                        .get(0))
                .satisfies(activity ->
                        assertThat(Hibernate.isInitialized(activity.getUser())).isTrue());
    }

    @Test
    void ofAUserWhoIsDeletedTheHistoryStays() {
        change("ann", 2, "one");
        unit.commit(em -> em.remove(em.find(Someone.class, 1L)));

        assertThat(unit.activities()).extracting(AuditActivity::getUser).containsOnlyNulls();
        assertThat(unit.activities()).extracting(AuditActivity::getOperation).containsExactly("UPDATE", "DELETE");
    }

    @Test
    void whoIsNoUserIsNotTakenForTheOneOfThatName() {
        unit.actor = new Actor("ann", Actor.Kind.JOB, null);
        unit.commit(em -> em.find(Someone.class, 2L).department = "one");

        assertThat(unit.activities()).extracting(AuditActivity::getUser).containsOnlyNulls();
        assertThat(unit.list("select t from AuditTransaction t", AuditTransaction.class)
                        .get(0)
                        .getUser())
                .isNull();
    }

    @Test
    void aRowThatDoesNotSaySoWasDoneByTheActorOfItsTransaction() {
        AuditContext.because(
                "ticket 1",
                () -> unit.commit(em -> {
                    em.find(Someone.class, 1L).department = "one";
                    em.flush();
                    AuditContext.runAs("repair", () -> {
                        em.find(Someone.class, 2L).department = "two";
                        em.flush();
                    });
                }));

        List<AuditActivity> activities = unit.activities();
        assertThat(unit.sql().queryForList("select actor from audit_activity order by id", String.class))
                .containsExactly(null, "repair");
        assertThat(activities).extracting(AuditActivity::getActor).containsExactly("ann", "repair");
        assertThat(activities).extracting(AuditActivity::getActorKind).containsExactly("user", "job");
        assertThat(activities).extracting(AuditActivity::getReason).containsExactly("ticket 1", "ticket 1");
        assertThat(unit.list("select a.n from AuditActivity a where a.actor = 'ann'", Integer.class))
                .containsExactly(1);
    }

    @Test
    void aRowHasAllThatIsInItsTable() {
        unit.actor = new Actor("ann", Actor.Kind.USER, "root");
        unit.commit(em -> em.find(Someone.class, 2L).budget = new BigDecimal("0.1000"));

        AuditActivity activity = unit.activities().get(0);
        assertThat(activity.getId()).isPositive();
        assertThat(activity.getN()).isEqualTo(1);
        assertThat(activity.getOperation()).isEqualTo("UPDATE");
        assertThat(activity.getEntity()).isEqualTo("Someone");
        assertThat(activity.getEntityId()).isEqualTo("2");
        assertThat(activity.getTableSchema()).isNull();
        assertThat(activity.getTableName()).isEqualToIgnoringCase("someone");
        assertThat(activity.getLabel()).isNull();
        assertThat(activity.getVia()).isEqualTo("root");
        assertThat(activity.getSource()).isEqualTo("orm");
        assertThat(activity.getOldData()).containsEntry("username", "bob").containsEntry("budget", null);
        assertThat(activity.getChangedData()).containsOnlyKeys("budget");
        assertThat((BigDecimal) activity.getChangedData().get("budget")).isEqualByComparingTo("0.1");
        assertThat(activity.getLine()).startsWith("{\"v\":1").contains("\"root\"");
        assertThat(activity).hasToString("AuditActivity " + activity.getId());
    }

    @Test
    void aTransactionHasAllThatIsInItsTable() {
        change("ann", 2, "one");

        AuditActivity activity = unit.activities().get(0);
        AuditTransaction transaction = Objects.requireNonNull(unit.ask(
                em -> em.find(AuditTransaction.class, activity.getTransaction().getId())));
        assertThat(activity.getLine()).contains(transaction.getId().toString());
        assertThat(activity.getLine())
                .contains(transaction.getIssuedAt().toString().substring(0, 23));
        assertThat(activity.getIssuedAt()).isEqualTo(transaction.getIssuedAt());
        assertThat(transaction.getUnit()).isEqualTo("default");
        assertThat(transaction.getActor()).isEqualTo("ann");
        assertThat(transaction.getActorKind()).isEqualTo("user");
        assertThat(transaction.getVia()).isNull();
        assertThat(transaction.getReason()).isNull();
        assertThat(transaction.getClientAddress()).isNull();
        assertThat(transaction.getContext()).isEqualTo(Map.of());
        assertThat(transaction.getNativeId())
                .isEqualTo(unit.sql().queryForObject("select native_id from audit_transaction", Long.class));
        assertThat(transaction).hasToString("AuditTransaction " + transaction.getId());
        Long found = unit.ask(em -> em.createQuery(
                        "select count(a) from AuditActivity a where a.issuedAt = :time and a.transaction.id = :id",
                        Long.class)
                .setParameter("time", transaction.getIssuedAt())
                .setParameter("id", transaction.getId())
                .getSingleResult());
        assertThat(found).isEqualTo(1);
    }

    @Test
    void textInDataIsFound() {
        change("ann", 2, "Überland");
        change("ann", 2, "other");

        assertThat(unit.list(
                        "select a.n from AuditActivity a where cast(a.changedData as String) like '%Überland%'",
                        Integer.class))
                .hasSize(1);
    }

    @Test
    void largeDataIsReadAsAWhole() {
        change("ann", 2, "short");
        unit.sql().update("update audit_activity set changed_data = " + largeJson());

        assertThat(unit.activities().get(0).getChangedData().get("note"))
                .asString()
                .hasSize(200_000);
    }

    /** An object whose note has 200,000 letters. */
    String largeJson() {
        return "cast(concat('{\"note\":\"', repeat('x', 200000), '\"}') as jsonb)";
    }

    @Test
    void nobodyWritesHistoryThatWay() {
        change("ann", 2, "one");
        long id = unit.activities().get(0).getId();

        assertThatThrownBy(() -> unit.commit(em -> em.remove(em.find(AuditActivity.class, id))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("AuditActivity " + id + " is history, which is read only");
        assertThatThrownBy(() -> unit.commit(
                        em -> em.remove(em.find(AuditActivity.class, id).getTransaction())))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> unit.commit(em -> em.persist(new AuditTransaction())))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> unit.commit(em ->
                        em.createQuery("update AuditActivity set reason = 'x'").executeUpdate()))
                .hasMessageContaining("immutable entity");
        for (String type : List.of("AuditActivity", "AuditTransaction")) {
            assertThatThrownBy(() ->
                            unit.commit(em -> em.createQuery("delete " + type).executeUpdate()))
                    .as(type)
                    .isInstanceOf(PersistenceException.class);
        }
        assertThat(unit.sql().queryForObject("select count(*) from audit_transaction", Integer.class))
                .isEqualTo(1);
        assertThat(unit.activities()).hasSize(1);
    }
}
