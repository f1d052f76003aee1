package io.audittrail.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.hibernate.UnknownNamesException;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which unit gets our entities, and what that does to its tables. */
class EntityMappingTests {

    private static void hire(HistoryUnit unit) {
        unit.commit(em -> em.persist(new Someone(1, "ann", "sales")));
    }

    private static int rows(TestDatabase database, String table) {
        try (var source = database.open()) {
            Integer rows = new JdbcTemplate(source).queryForObject("select count(*) from " + table, Integer.class);
            return rows == null ? -1 : rows;
        }
    }

    @Test
    void withoutTheSettingThereAreNone() {
        try (HistoryUnit unit = new HistoryUnit(TestDatabase.h2())) {
            assertThat(unit.bean(EntityManagerFactory.class).getMetamodel().getEntities())
                    .extracting(EntityType::getName)
                    .containsExactlyInAnyOrder("Someone", "Guest");
        }
    }

    @Test
    void withoutUsersTheirNamesAreJoined() {
        try (HistoryUnit unit = new HistoryUnit(TestDatabase.h2(), "audit.tables.entities=true")) {
            hire(unit);

            assertThat(unit.list(
                            "select u.department from AuditActivity a join Someone u on u.username = a.actor",
                            String.class))
                    .containsExactly("sales");
            assertThat(unit.activities()).extracting(AuditActivity::getUser).containsOnlyNulls();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "create-drop", "update", "validate"})
    void hibernateLeavesTheTablesAlone(String ddl) {
        TestDatabase database = TestDatabase.h2();
        try (HistoryUnit unit = new HistoryUnit(database)) {
            hire(unit);
        }
        try (HistoryUnit unit = new HistoryUnit(
                database,
                "spring.jpa.hibernate.ddl-auto=" + ddl,
                "audit.tables.initialize-schema=never",
                "audit.tables.actor-entity=Someone",
                "audit.tables.actor-attribute=username")) {
            assertThat(unit.activities()).hasSize(1);
        }
        assertThat(rows(database, "audit_activity")).isEqualTo(1);
        assertThat(rows(database, "audit_transaction")).isEqualTo(1);
    }

    @Test
    void theTablesOfTheApplicationStayAsTheyAre() {
        TestDatabase database = TestDatabase.h2();
        new HistoryUnit(database, "audit.tables.actor-entity=Someone", "audit.tables.actor-attribute=username").close();
        try (HistoryUnit unit = new HistoryUnit(database, "spring.jpa.hibernate.ddl-auto=none")) {
            assertThat(unit.sql()
                            .queryForList(
                                    "select constraint_type from information_schema.table_constraints"
                                            + " where table_name in ('SOMEONE', 'AUDIT_ACTIVITY', 'AUDIT_TRANSACTION')",
                                    String.class))
                    .containsOnly("PRIMARY KEY");
        }
    }

    @Test
    void whoReadsHistoryMakesNone() {
        try (HistoryUnit unit = new HistoryUnit(
                TestDatabase.h2(),
                "audit.tables.entities=true",
                "audit.entities.include=*",
                "audit.reads.entities=*")) {
            hire(unit);

            unit.activities();
            assertThat(unit.activities()).hasSize(1);
            unit.ask(em -> em.find(Someone.class, 1L));
            assertThat(unit.activities())
                    .extracting(AuditActivity::getOperation)
                    .containsExactly("INSERT", "READ");
        }
    }

    @Test
    void tablesCanHaveOtherNamesAndASchema() {
        TestDatabase database = TestDatabase.h2();
        try (var source = database.open()) {
            new JdbcTemplate(source).execute("create schema log");
        }
        try (HistoryUnit unit = new HistoryUnit(
                database,
                "audit.tables.schema=log",
                "audit.tables.transaction=tx",
                "audit.tables.activity=history",
                "audit.tables.entities=true")) {
            hire(unit);

            assertThat(unit.activities())
                    .singleElement()
                    .satisfies(activity -> assertThat(activity.getActor()).isEqualTo("ann"));
            assertThat(unit.list("select t.actor from AuditTransaction t", String.class))
                    .containsExactly("ann");
        }
    }

    @Test
    void aDefaultSchemaOfTheApplicationIsThatOfItsUsers() {
        TestDatabase database = TestDatabase.h2();
        try (var source = database.open()) {
            new JdbcTemplate(source).execute("create schema app");
        }
        try (HistoryUnit unit = new HistoryUnit(
                database,
                "spring.jpa.properties.hibernate.default_schema=app",
                "audit.tables.actor-entity=" + Someone.class.getName(),
                "audit.tables.actor-attribute=username")) {
            hire(unit);

            assertThat(unit.list("select a.user.department from AuditActivity a", String.class))
                    .containsExactly("sales");
        }
    }

    @Test
    void aUserWhomTheApplicationHidesIsNone() {
        try (HistoryUnit unit = new HistoryUnit(
                TestDatabase.h2(), "audit.tables.actor-entity=Guest", "audit.tables.actor-attribute=name")) {
            unit.commit(em -> em.persist(new Guest("ann")));
            assertThat(unit.activities())
                    .extracting(AuditActivity::getUser)
                    .singleElement()
                    .isInstanceOf(Guest.class);
            unit.sql().update("update guest set gone = true");

            assertThat(unit.activities().get(0).getUser()).isNull();
            assertThat(unit.list("select u from AuditActivity a left join a.user u", Guest.class))
                    .containsOnlyNulls();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Somebody, username, audit.tables.actor-entity, Somebody, 'Guest,Someone'",
        "Someone, usrname, audit.tables.actor-attribute, usrname, 'department,username'",
        "Someone, budget, audit.tables.actor-attribute, budget, 'department,username'"
    })
    void whatIsNotThereIsRefusedWithWhatThereIs(
            String entity, String attribute, String property, String name, String possible) {
        assertThatThrownBy(() -> new HistoryUnit(
                        TestDatabase.h2(),
                        "audit.tables.actor-entity=" + entity,
                        "audit.tables.actor-attribute=" + attribute))
                .rootCause()
                .isInstanceOfSatisfying(UnknownNamesException.class, unknown -> {
                    assertThat(unknown.unknown()).containsOnlyKeys(property);
                    assertThat(unknown.unknown().get(property)).containsExactly(name);
                    assertThat(unknown.possible()).containsExactly(possible.split(","));
                });
    }
}
