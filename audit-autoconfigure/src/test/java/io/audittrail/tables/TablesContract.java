package io.audittrail.tables;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.AuditContext;
import io.audittrail.AuditHealth;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.AuditUnavailableException;
import io.audittrail.Change;
import io.audittrail.Operation;
import io.audittrail.database.UnitDatabases;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is in the audit tables, of which transactions, and when a transaction pays for what fails there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TablesContract {

    @TempDir
    private static Path temporary = Path.of("");

    private int opened;
    TablesUnit unit = unopened();

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        unit = opened();
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @BeforeEach
    void empty() {
        empty("thing_tags", "things", "audit_activity", "audit_transaction");
    }

    private void empty(String... tables) {
        for (String table : tables) {
            unit.database().execute("delete from " + table);
        }
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static TablesUnit unopened() {
        return null;
    }

    /** With a database and a log of its own. */
    private TablesUnit opened(String... settings) {
        return new TablesUnit(newDatabase(), temporary.resolve("log" + ++opened), settings);
    }

    private static Thing thing(long id) {
        Thing thing = new Thing(id, "one");
        thing.amount = new BigDecimal("1.5000");
        thing.since = LocalDate.of(2026, 11, 22);
        thing.code = "secret";
        thing.tags.add("a");
        return thing;
    }

    @Test
    void anInsertHasAllAfterItAndNothingBefore() {
        unit.commit(em -> em.persist(thing(1)));

        assertThat(unit.newest("old_data").toString()).isEqualTo("{}");
        assertThat(unit.newest("changed_data").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("name", "amount", "since", "code", "tags");
        assertThat(unit.newest("changed_data").get("amount").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(unit.newest("changed_data").get("since").asString()).isEqualTo("2026-11-22");
        assertThat(unit.newest("changed_data").get("code").asString()).isEqualTo("[masked]");
        assertThat(unit.newest("changed_data").get("tags").toString()).isEqualTo("[\"a\"]");
        assertThat(unit.activities())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("operation", "INSERT")
                        .containsEntry("entity", "Thing")
                        .containsEntry("entity_id", "1")
                        .containsEntry("table_name", "things")
                        .containsEntry("source", "orm")
                        .containsEntry("n", 1));
    }

    @Test
    void anUpdateHasAllBeforeItAndAfterItWhatDiffers() {
        unit.commit(em -> em.persist(thing(1)));
        unit.commit(em -> em.find(Thing.class, 1L).name = "two");

        assertThat(unit.newest("changed_data").toString()).isEqualTo("{\"name\":\"two\"}");
        assertThat(unit.newest("old_data").get("name").asString()).isEqualTo("one");
        assertThat(unit.newest("old_data").get("amount").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(unit.newest("old_data").get("code").asString()).isEqualTo("[masked]");
        assertThat(unit.newest("old_data").has("visits")).isFalse();
    }

    @Test
    void severalFlushesOfOneTransactionAreOneRowWithWhatTheFirstFound() {
        unit.commit(em -> em.persist(thing(1)));
        unit.commit(em -> {
            Thing thing = em.find(Thing.class, 1L);
            thing.name = "two";
            em.flush();
            thing.name = "one";
            thing.amount = new BigDecimal("2.0000");
            em.flush();
            thing.since = null;
        });

        assertThat(unit.activities()).hasSize(2);
        assertThat(unit.newest("changed_data").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("amount", "since");
        assertThat(unit.newest("changed_data").get("since").isNull()).isTrue();
        assertThat(unit.newest("old_data").get("name").asString()).isEqualTo("one");
        assertThat(unit.newest("old_data").get("amount").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(unit.newest("old_data").get("since").asString()).isEqualTo("2026-11-22");
    }

    @Test
    void aDeletionHasAllBeforeItAndNothingAfter() {
        unit.commit(em -> em.persist(thing(1)));
        unit.commit(em -> em.remove(em.find(Thing.class, 1L)));

        assertThat(unit.newest("changed_data").toString()).isEqualTo("{}");
        assertThat(unit.newest("old_data").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("name", "amount", "since", "code", "tags");
    }

    @Test
    void aCollectionSaysWhatWasAddedAndTakenAway() {
        unit.commit(em -> em.persist(thing(1)));
        unit.commit(em -> {
            Thing thing = em.find(Thing.class, 1L);
            thing.tags.remove("a");
            thing.tags.add("b");
        });

        assertThat(unit.newest("changed_data").get("tags").get("added").toString())
                .isEqualTo("[\"b\"]");
        assertThat(unit.newest("changed_data").get("tags").get("removed").toString())
                .isEqualTo("[\"a\"]");
        assertThat(unit.newest("old_data").get("name").asString()).isEqualTo("one");
    }

    @Test
    void whatChangesNothingThatIsAuditedLeavesNoRow() {
        unit.commit(em -> em.persist(thing(1)));
        unit.commit(em -> em.find(Thing.class, 1L).visits++);
        unit.commit(em -> em.find(Thing.class, 1L).name = "one");

        assertThat(unit.activities()).hasSize(1);
        assertThat(unit.sql().queryForObject("select count(*) from audit_transaction", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void whatIsRolledBackLeavesNoRow() {
        assertThatThrownBy(() -> unit.commit(em -> {
                    em.persist(thing(1));
                    em.flush();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(unit.activities()).isEmpty();
    }

    @Test
    void aTransactionSaysWhoAndWhyAndARowWhereThatDiffers() {
        AuditContext.runAs(
                "import",
                () -> AuditContext.because(
                        "ticket 1",
                        () -> unit.commit(em -> {
                            em.persist(thing(1));
                            em.flush();
                            AuditContext.runAs("repair", () -> {
                                em.persist(thing(2));
                                em.flush();
                            });
                        })));

        assertThat(unit.sql().queryForMap("select * from audit_transaction"))
                .containsEntry("actor", "import")
                .containsEntry("actor_kind", "job")
                .containsEntry("reason", "ticket 1")
                .containsEntry("unit", "default");
        assertThat(unit.activities().get(0)).containsEntry("actor", null);
        assertThat(unit.activities().get(1)).containsEntry("actor", "repair").containsEntry("actor_kind", "job");
    }

    @Test
    void theLineIsThatOfTheLogWithoutItsSeal() throws Exception {
        unit.commit(em -> em.persist(thing(1)));

        List<String> lines =
                Files.readAllLines(ChainCheck.segments(unit.directory(), "test").get(0));
        assertThat(lines.get(lines.size() - 1).replaceAll(",\"seq\":.*", "}"))
                .isEqualTo(unit.sql().queryForObject("select line from audit_activity", String.class));
    }

    @Test
    void whatNoColumnCanHoldIsReplacedThereAndNotInTheLine() {
        unit.commit(em -> em.persist(new Thing(1, "a\uD800b")));

        assertThat(unit.newest("changed_data").get("name").asString()).isEqualTo("a\uFFFDb");
        assertThat(unit.sql().queryForObject("select line from audit_activity", String.class))
                .contains("a\\ud800b");
    }

    @Test
    void aLargeTransactionIsWrittenInPieces() {
        unit.commit(em -> IntStream.range(0, 3_000).forEach(id -> em.persist(thing(id))));

        assertThat(unit.sql().queryForObject("select count(*) from audit_activity", Integer.class))
                .isEqualTo(3_000);
        assertThat(unit.sql()
                        .queryForObject("select count(distinct transaction_id) from audit_activity", Integer.class))
                .isEqualTo(1);
        assertThat(unit.sql().queryForList("select n from audit_activity order by id", Integer.class))
                .isEqualTo(IntStream.rangeClosed(1, 3_000).boxed().toList());
    }

    @Test
    void aViewHasARowForEachAttributeThatChanged() {
        AuditContext.runAs("import", () -> unit.commit(em -> em.persist(thing(1))));
        assertThat(fieldChanges())
                .containsExactlyInAnyOrder(
                        "import INSERT things Thing 1 name: null -> one",
                        "import INSERT things Thing 1 amount: null -> 1.5000",
                        "import INSERT things Thing 1 since: null -> 2026-11-22",
                        "import INSERT things Thing 1 code: null -> [masked]",
                        "import INSERT things Thing 1 tags: null -> [\"a\"]");

        empty("audit_activity");
        unit.commit(em -> {
            Thing thing = em.find(Thing.class, 1L);
            thing.name = "\"two\" \\ \u00e4 \uD83D\uDE00";
            thing.since = null;
            em.flush();
            AuditContext.runAs("repair", () -> em.persist(new Thing(2, "null")));
        });
        assertThat(fieldChanges())
                .containsExactlyInAnyOrder(
                        "system UPDATE things Thing 1 name: one -> \"two\" \\ \u00e4 \uD83D\uDE00",
                        "system UPDATE things Thing 1 since: 2026-11-22 -> null",
                        "repair INSERT things Thing 2 name: null -> null",
                        "repair INSERT things Thing 2 amount: null -> null",
                        "repair INSERT things Thing 2 since: null -> null",
                        "repair INSERT things Thing 2 code: null -> [masked]",
                        "repair INSERT things Thing 2 tags: null -> []");
        assertThat(unit.sql()
                        .queryForObject(
                                "select count(*) from audit_field_change where new_value = 'null'", Integer.class))
                .as("a text, and no null")
                .isEqualTo(1);

        empty("audit_activity");
        unit.commit(em -> em.remove(em.find(Thing.class, 2L)));
        assertThat(fieldChanges())
                .contains("system DELETE things Thing 2 code: [masked] -> null")
                .hasSize(5);
    }

    private List<String> fieldChanges() {
        return unit.sql()
                .query(
                        "select * from audit_field_change",
                        (row, n) -> row.getString("actor") + ' ' + row.getString("operation") + ' '
                                + row.getString("table_name") + ' ' + row.getString("entity") + ' '
                                + row.getString("entity_id") + ' ' + row.getString("column_name") + ": "
                                + row.getString("old_value") + " -> " + row.getString("new_value"));
    }

    @Test
    void aViewHasWhatIsThereNow() {
        unit.commit(em -> {
            em.persist(thing(1));
            em.persist(thing(2));
            em.persist(thing(3));
        });
        unit.commit(em -> {
            Thing thing = em.find(Thing.class, 1L);
            thing.name = "\"two\"";
            thing.amount = null;
            thing.tags.add("b");
            em.remove(em.find(Thing.class, 2L));
        });

        ObjectNode now = JsonNodeFactory.instance.objectNode();
        unit.sql()
                .query(
                        "select entity_id, cast(data as char(20000)) as data from audit_current where entity = 'Thing'",
                        row -> {
                            now.set(row.getString("entity_id"), TablesUnit.json(row.getString("data")));
                        });
        assertThat(now.propertyNames()).containsExactlyInAnyOrder("1", "3");
        assertThat(now.get("1"))
                .isEqualTo(TablesUnit.json("{'name':'\\'two\\'','amount':null,'since':'2026-11-22','code':'[masked]'}"
                        .replace('\'', '"')));
        assertThat(now.get("3").get("tags").toString()).isEqualTo("[\"a\"]");
        assertThat(now.get("3").get("amount").decimalValue()).isEqualByComparingTo("1.5");
    }

    @Test
    void whatIsThereNowIsNoMatterOfClocks() {
        unit.commit(em -> em.persist(thing(1)));
        unit.commit(em -> em.find(Thing.class, 1L).name = "two");
        unit.sql()
                .update(
                        "update audit_activity set issued_at = ? where operation = 'INSERT'",
                        LocalDateTime.of(2126, 1, 1, 0, 0));

        assertThat(now().get("name").asString()).isEqualTo("two");
    }

    /** An attribute that is JSON may look like what is known of a collection. */
    @Test
    void aViewTakesNothingForACollectionThatIsNone() {
        String looks = "{\"extra\": {\"added\": 1, \"removed\": [2]}}";
        unit.commit(em -> em.persist(thing(1)));
        unit.sql().update("update audit_activity set changed_data = " + asJson(looks));
        assertThat(now()).isEqualTo(TablesUnit.json(looks));

        unit.commit(em -> em.find(Thing.class, 1L).name = "two");
        unit.sql()
                .update("update audit_activity set old_data = " + asJson("{\"extra\": 1}") + ", changed_data = "
                        + asJson(looks) + " where operation = 'UPDATE'");
        assertThat(now()).isEqualTo(TablesUnit.json(looks));
    }

    private String asJson(String text) {
        return unit.bean(UnitDatabases.class).all().get(0).dialect().json().replace("?", '\'' + text + '\'');
    }

    private JsonNode now() {
        return TablesUnit.json(
                unit.sql().queryForObject("select cast(data as char(20000)) from audit_current", String.class));
    }

    @Test
    void whatIsTooOldIsRemovedAndThatIsRecorded() {
        try (TablesUnit own = opened("audit.ledger.enabled=false")) {
            own.commit(em -> IntStream.range(0, 25).forEach(id -> em.persist(thing(id))));
            own.commit(em -> em.find(Thing.class, 1L).name = "two");
            Instant young = own.bean(AuditTrail.class).last(1).get(0).at();
            TablesRetention retention = own.retention(10, young.plusSeconds(60));

            retention.removeOlderThan(Duration.ofSeconds(60));

            assertThat(own.sql().queryForList("select operation from audit_activity order by id", String.class))
                    .containsExactly("UPDATE", "REMOVAL");
            assertThat(own.sql().queryForObject("select count(*) from audit_transaction", Integer.class))
                    .isEqualTo(2);
            assertThat(own.newest("changed_data"))
                    .isEqualTo(TablesUnit.json("{'before':'%s','activities':25,'transactions':1}"
                            .formatted(young)
                            .replace('\'', '"')));
            assertThat(own.sql()
                            .queryForObject(
                                    "select actor from audit_transaction order by issued_at desc limit 1",
                                    String.class))
                    .isEqualTo("system");

            AuditPage page = own.bean(AuditTrail.class).find(AuditQuery.all());
            assertThat(page.records()).extracting(AuditRecord::action).containsExactly(Operation.UPDATE);
            assertThat(page.complete()).isFalse();
            assertThat(page.notes())
                    .containsExactly("The audit tables of unit default begin at " + young
                            + ": what was before it has been removed (audit.tables.retention).");
            assertThat(own.bean(AuditTrail.class)
                            .find(AuditQuery.all().between(young, null))
                            .complete())
                    .isTrue();

            retention.removeOlderThan(Duration.ofSeconds(60));
            assertThat(own.activities()).as("nothing to be recorded").hasSize(2);
            retention.removeOlderThan(Duration.ofSeconds(1));
            assertThat(own.sql().queryForList("select operation from audit_activity order by id", String.class))
                    .containsExactly("REMOVAL", "REMOVAL");
        }
    }

    @Test
    void whatCannotBeRemovedIsSaid() {
        try (TablesUnit own = opened("audit.ledger.enabled=false")) {
            own.commit(em -> em.persist(thing(1)));
            TablesRetention retention = own.retention(10, Instant.now().plusSeconds(60));
            own.sql().execute("alter table audit_activity add constraint lasting check (operation <> 'REMOVAL')");

            retention.removeOlderThan(Duration.ofSeconds(1));

            assertThat(own.activities()).as("what is not recorded is not done").hasSize(1);
            assertThat(retention.report().problems())
                    .singleElement(as(STRING))
                    .contains("Old rows of the audit tables of unit default could not be removed");
            assertThat(failures(own)).containsEntry("tables-retention-failed", 1L);

            own.sql().execute("alter table audit_activity drop constraint lasting");
            retention.removeOlderThan(Duration.ofSeconds(1));
            assertThat(retention.report().problems()).isEmpty();
        }
    }

    @Test
    void openAFailureCostsTheTransactionNothing() {
        try (TablesUnit own = opened()) {
            own.sql().execute("alter table audit_activity add missing int default 0 not null check (missing > 0)");

            own.commit(em -> em.persist(thing(1)));

            assertThat(own.sql().queryForObject("select count(*) from things", Integer.class))
                    .isEqualTo(1);
            assertThat(own.sql().queryForObject("select count(*) from audit_transaction", Integer.class))
                    .as("not even the transaction's row")
                    .isZero();
            assertThat(own.bean(TablesDelivery.class).report().problems())
                    .singleElement(as(STRING))
                    .contains("could not be put into the audit tables")
                    .doesNotContain("1.5000");
            assertThat(failures(own)).containsEntry("tables-failed", 1L);
            assertThat(ChainCheck.records(own.directory(), "test")).hasSize(1);
        }
    }

    @Test
    void closedAFailureRefusesTheTransaction() {
        try (TablesUnit own = opened("audit.on-failure=closed")) {
            own.sql().execute("alter table audit_activity add missing int default 0 not null check (missing > 0)");

            assertThatThrownBy(() -> own.commit(em -> em.persist(thing(1))))
                    .hasRootCauseInstanceOf(SQLException.class)
                    .hasStackTraceContaining(AuditUnavailableException.class.getName())
                    .hasStackTraceContaining("audit.on-failure is closed")
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("1.5000"));
            assertThat(own.sql().queryForObject("select count(*) from things", Integer.class))
                    .isZero();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void tablesCanHaveOtherNames() {
        try (TablesUnit own = opened("audit.tables.transaction=history_tx", "audit.tables.activity=history")) {
            own.commit(em -> em.persist(thing(1)));

            assertThat(own.sql().queryForObject("select count(*) from history", Integer.class))
                    .isEqualTo(1);
            assertThat(own.sql().queryForObject("select count(*) from history_tx", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void tablesCanBeInASchemaOfTheirOwn() {
        TestDatabase database = newDatabase();
        String schema = "history_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        database.execute("create schema " + schema);
        try (TablesUnit own = new TablesUnit(
                database, temporary.resolve(schema), "audit.tables.schema=" + schema, "audit.ledger.enabled=false")) {
            own.commit(em -> em.persist(thing(1)));

            assertThat(own.sql().queryForObject("select count(*) from " + schema + ".audit_activity", Integer.class))
                    .isEqualTo(1);
            AuditPage page = own.bean(AuditTrail.class).find(AuditQuery.all());
            assertThat(page.records()).hasSize(1);
            assertThat(page.streams()).containsExactly(schema + ".audit_activity of unit default");
        }
        database.execute("drop schema " + schema + dropAll());
    }

    /** What a database wants to hear before it drops what is in a schema. */
    String dropAll() {
        return " cascade";
    }

    @Test
    void whoReadsWaitsForNoSecondConnection() {
        TestDatabase database = newDatabase().withConnections(1);
        try (TablesUnit own = new TablesUnit(
                database, temporary.resolve("reads"), "audit.ledger.enabled=false", "audit.reads.entities=*")) {
            own.commit(em -> em.persist(thing(1)));
            own.commit(em -> em.find(Thing.class, 1L));
        }
        try (HikariDataSource source = database.open()) {
            assertThat(new JdbcTemplate(source)
                            .queryForList("select operation from audit_activity order by id", String.class))
                    .containsExactly("INSERT", "READ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit.ledger.enabled=false", "audit.delivery=guaranteed"})
    void whatIsCommittedByItselfWaitsForNoSecondConnection(String delivery) {
        TestDatabase database = newDatabase().withConnections(1);
        Path log = temporary.resolve("alone" + ++opened);
        try (TablesUnit own = new TablesUnit(database, log, delivery, "audit.outbox.initialize-schema=always")) {
            own.commit(em -> em.persist(thing(1)));
            own.sql().update("update things set name = 'two'");
            assertThat(failures(own)).isEmpty();
        }
        try (HikariDataSource source = database.open()) {
            assertThat(new JdbcTemplate(source)
                            .queryForList("select operation from audit_activity order by id", String.class))
                    .containsExactly("INSERT", "STATEMENT");
        }
    }

    @Test
    void momentsThatNoDatabaseCountsToAreOpenEnds() {
        try (TablesUnit own = opened("audit.ledger.enabled=false")) {
            own.commit(em -> em.persist(thing(1)));
            AuditQuery ever = AuditQuery.all().between(Instant.MIN, Instant.MAX);
            assertThat(own.bean(AuditTrail.class).find(ever).records()).hasSize(1);
        }
    }

    @Test
    void theHistoryHasNoForeignKeys() {
        List<String> referred = unit.sql().execute((ConnectionCallback<List<String>>) connection -> {
            List<String> found = new ArrayList<>();
            for (String table : List.of("audit_activity", "AUDIT_ACTIVITY", "audit_transaction", "AUDIT_TRANSACTION")) {
                try (ResultSet keys = connection.getMetaData().getImportedKeys(connection.getCatalog(), null, table)) {
                    while (keys.next()) {
                        found.add(table + " to " + keys.getString("PKTABLE_NAME"));
                    }
                }
            }
            return found;
        });
        assertThat(referred).isEmpty();
    }

    /** Of process and session: each writes in one, and reads in another. */
    @Test
    void instantsAreThoseThatTheyAreInWhateverZone() {
        TimeZone usual = TimeZone.getDefault();
        TestDatabase database = newDatabase();
        Path directory = temporary.resolve("zones");
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            Instant written;
            try (TablesUnit own =
                    new TablesUnit(database.beginningWith(inKolkata()), directory, "audit.ledger.enabled=false")) {
                Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
                own.commit(em -> em.persist(thing(1)));
                written = own.bean(AuditTrail.class).last(1).get(0).at();
                assertThat(written).isBetween(before, Instant.now());
            }
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            try (TablesUnit own = new TablesUnit(database, directory, "audit.ledger.enabled=false")) {
                assertThat(own.bean(AuditTrail.class)
                                .find(AuditQuery.all().between(written, written))
                                .records())
                        .singleElement()
                        .satisfies(record -> assertThat(record.at()).isEqualTo(written));
                for (String table : List.of("audit_activity", "audit_transaction")) {
                    assertThat(own.sql().queryForObject("select " + microsOfTheEpoch() + " from " + table, Long.class))
                            .as(table)
                            .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, written));
                }
            }
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    abstract String inKolkata();

    /** As the database itself has it. */
    String microsOfTheEpoch() {
        return "cast(extract(epoch from issued_at) * 1000000 as bigint)";
    }

    @Test
    void withoutALogTheTablesAreRead() throws Exception {
        try (TablesUnit own = opened("audit.ledger.enabled=false")) {
            own.commit(em -> em.persist(thing(1)));

            AuditPage page = own.bean(AuditTrail.class).find(AuditQuery.of(Thing.class, 1));
            assertThat(page.streams()).containsExactly("audit_activity of unit default");
            assertThat(page.records()).singleElement().satisfies(record -> {
                assertThat(record.action()).isEqualTo(Operation.CREATE);
                assertThat(record.changes()).contains(new Change("amount", null, new BigDecimal("1.5000")));
            });
            assertThat(own.bean(AuditTrail.class)
                            .stateAt(Thing.class, 1, Instant.now())
                            .properties())
                    .containsEntry("name", "one");
            assertThat(own.directory()).doesNotExist();
        }
    }

    private static Map<String, Long> failures(TablesUnit unit) {
        return unit.bean(Failures.class).report().failures();
    }

    @Test
    void guaranteedDeliveryGoesOn() {
        try (TablesUnit own = opened("audit.delivery=guaranteed", "audit.outbox.initialize-schema=always")) {
            own.commit(em -> em.persist(thing(1)));

            assertThat(own.activities()).hasSize(1);
            List<AuditHealth> parts = List.of(own.bean(TablesDelivery.class));
            assertThat(parts)
                    .allSatisfy(part -> assertThat(part.report().problems()).isEmpty());
        }
    }
}
