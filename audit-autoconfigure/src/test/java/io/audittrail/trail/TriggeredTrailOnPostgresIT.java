package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.Actor;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import io.audittrail.postgres.Captured;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.PostgresServer;
import io.audittrail.trail.Catalogue.Site;
import io.audittrail.trail.Catalogue.SiteKey;
import io.audittrail.trail.Catalogue.Specimen;
import io.audittrail.trail.Catalogue.Stage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What triggers record is read as what the ORM records: here both have seen the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggeredTrailOnPostgresIT {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final SiteKey KEY = new SiteKey(DAY, Stage.CLEANED, 7);
    private static final Map<String, Object> TYPED_KEY = Map.of("opened", DAY, "stage", Stage.CLEANED, "number", 7);

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @BeforeAll
    void open() {
        TestPropertyValues.of(
                        "audit.ledger.stream=test",
                        "audit.ledger.enabled=false",
                        "audit.tables.enabled=true",
                        "audit.tables.initialize-schema=always",
                        "audit.statements.mode=ignore",
                        "spring.jpa.hibernate.ddl-auto=create")
                .applyTo(context);
        Configurations.start(context, () -> PostgresServer.newDatabase().open(), List.of(Catalogue.TYPES));
        sql().execute("create table lamp_copy (id bigint primary key)");
        new Captured("default")
                .with("specimen", "Specimen", Map.of("id", "id"), Set.of("price"))
                .with("site", "Site", "number", "opened", "stage")
                .with("specimen_others", null)
                .with("lamp_copy", "Lamp", "id")
                .apply(context.getBean(HikariDataSource.class));
        commit(em -> em.persist(new Site(KEY)));
    }

    @AfterAll
    void close() {
        context.close();
    }

    private JdbcTemplate sql() {
        return new JdbcTemplate(context.getBean(HikariDataSource.class));
    }

    private AuditTrail trail() {
        return context.getBean(AuditTrail.class);
    }

    private void commit(Consumer<EntityManager> work) {
        context.getBean(EntityManagerFactory.class).runInTransaction(work);
    }

    private List<AuditRecord> found(AuditQuery query, String stream) {
        return trail().find(query.oldestFirst()).records().stream()
                .filter(record -> record.stream().equals(stream))
                .toList();
    }

    private AuditRecord only(AuditQuery query, String stream) {
        List<AuditRecord> found = found(query, stream);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** Collections are rows of other tables. */
    private static List<Change> single(AuditRecord record) {
        return record.changes().stream()
                .filter(change -> change.elements() == null)
                .toList();
    }

    @Test
    void whatWasInTheDatabaseIsToldAsTheOrmTellsIt() {
        UUID id = new UUID(1, 2);
        commit(em -> em.persist(TypedTrailContract.whole(id, em.getReference(Site.class, KEY))));
        commit(em -> {
            Specimen found = em.find(Specimen.class, id);
            found.stage = Stage.CLEANED;
            found.span = null;
            found.mass = new BigDecimal("6.50");
            found.price = BigDecimal.ONE;
            found.tags = Map.of("colours", List.of());
        });
        commit(em -> em.remove(em.find(Specimen.class, id)));

        for (Operation action : List.of(Operation.UPDATE, Operation.DELETE)) {
            AuditQuery query = AuditQuery.of(Specimen.class, id).action(action);
            AuditRecord orm = only(query, "test");
            AuditRecord triggered = only(query, "triggers");
            assertThat(triggered.entityId()).isEqualTo(id).isEqualTo(orm.entityId());
            assertThat(single(triggered)).isEqualTo(single(orm));
            for (Change change : single(orm)) {
                String text = '"' + change.property() + "\":{";
                assertThat(value(triggered, text)).isEqualTo(value(orm, text));
            }
        }
    }

    private static String value(AuditRecord record, String begin) {
        int at = record.json().indexOf(begin);
        return record.json()
                .substring(at, Math.min(at + 60, record.json().length()))
                .replaceAll("\\}.*", "");
    }

    @Test
    void whatIsMadeIsToldAsTheDatabaseMadeIt() {
        UUID id = new UUID(1, 3);
        commit(em -> em.persist(TypedTrailContract.whole(id, em.getReference(Site.class, KEY))));

        AuditQuery query = AuditQuery.of(Specimen.class, id);
        assertThat(single(only(query, "triggers")))
                .filteredOn(change -> !single(only(query, "test")).contains(change))
                .extracting(Change::property, change -> String.valueOf(change.newValue()))
                .containsExactlyInAnyOrder(
                        tuple("mass", "5.00"),
                        tuple("lent", "2026-11-22T09:00Z"),
                        tuple("span", "{since=2026-11-22, until=2.00}"));
    }

    @Test
    void aStateIsKnownFromWhatTriggersSawAlone() {
        UUID id = new UUID(1, 4);
        commit(em -> em.persist(TypedTrailContract.whole(id, em.getReference(Site.class, KEY))));
        sql().update("delete from audit_activity where source = 'orm' and entity_id = ?", id.toString());
        sql().update("update specimen set pieces = 9, until_amount = 3 where id = ?", id);

        EntityState state = trail().stateAt(Specimen.class, id, Instant.now());
        assertThat(state.existence()).isEqualTo(EntityState.Existence.EXISTED);
        assertThat(state.changedUnseen()).isEmpty();
        assertThat(state.properties())
                .containsEntry("pieces", 9)
                .containsEntry("site", TYPED_KEY)
                .containsEntry("stage", Stage.FOUND)
                .containsEntry("price", "[masked]")
                .containsEntry("span", Map.of("since", DAY, "until", new BigDecimal("3.00")));
        sql().update("delete from specimen_visits where specimen_id = ?", id);
        sql().update("delete from specimen_costs where specimen_id = ?", id);
        sql().update("delete from specimen_readings where specimen_id = ?", id);
        sql().update("delete from specimen_spans where specimen_id = ?", id);
        sql().update("delete from specimen_others where specimen_id = ?", id);
        sql().update("delete from specimen where id = ?", id);
        assertThat(trail().stateAt(Specimen.class, id, Instant.now()).existence())
                .isEqualTo(EntityState.Existence.DID_NOT_EXIST);
    }

    @Test
    void aCompositeIdIsFoundByItsParts() {
        assertThat(only(AuditQuery.of(Site.class, KEY), "triggers").entityId()).isEqualTo(TYPED_KEY);
    }

    @Test
    void whoIsOutsideTheApplicationIsExternal() {
        sql().update("insert into site (opened, stage, number, name) values ('2026-01-01', 'FOUND', 1, 'new')");

        AuditRecord record =
                only(AuditQuery.of(Site.class, new SiteKey(LocalDate.of(2026, 1, 1), Stage.FOUND, 1)), "triggers");
        assertThat(record.actor().kind()).isEqualTo(Actor.Kind.EXTERNAL);
        assertThat(record.context())
                .containsEntry("outside", "outside the application")
                .containsKey("application")
                .containsEntry("ip", "127.0.0.1");
        assertThat(record.json()).contains("\"actorKind\":\"external\"", "\"n\":1,\"of\":1");
        assertThat(trail().find(AuditQuery.all().by(record.actor().name()).in(record.tx()))
                        .records())
                .containsExactly(record);
        assertThat(trail().find(AuditQuery.all().by(record.actor().name()).between(record.at(), null))
                        .records())
                .contains(record);
    }

    @Test
    void pagesAndTimesFindEachChangeOfALongTransactionOnce() {
        commit(em -> {
            for (int i = 1; i <= 5; i++) {
                em.createNativeQuery(
                                "insert into site (opened, stage, number) values ('2026-02-02', 'FOUND', " + i + ")")
                        .executeUpdate();
            }
        });
        List<AuditRecord> all = found(AuditQuery.of(Site.class).action(Operation.CREATE), "triggers").stream()
                .filter(record -> record.of() == 5)
                .toList();
        assertThat(all).extracting(AuditRecord::n).containsExactly(1, 2, 3, 4, 5);
        AuditRecord last = all.get(4);
        AuditQuery byActor =
                AuditQuery.all().by(last.actor().name()).in(last.tx()).between(last.at(), null);
        assertThat(found(byActor, "triggers")).containsExactly(last);

        AuditQuery pages =
                AuditQuery.all().by(last.actor().name()).in(last.tx()).limit(2);
        List<AuditRecord> paged = new ArrayList<>();
        AuditPage page = trail().find(pages);
        while (page.next() != null) {
            paged.addAll(page.records());
            page = trail().find(pages.after(page.next()));
        }
        paged.addAll(page.records());
        assertThat(paged).extracting(AuditRecord::n).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void rowsOfACollectionStandUnderTheirTable() {
        UUID id = new UUID(1, 5);
        commit(em -> em.persist(TypedTrailContract.whole(id, em.getReference(Site.class, KEY))));

        assertThat(found(AuditQuery.of("public.specimen_others"), "triggers"))
                .filteredOn(record -> record.json().contains(id.toString()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.action()).isEqualTo(Operation.CREATE);
                    assertThat(record.entity()).isEqualTo("public.specimen_others");
                    assertThat(record.entityId())
                            .isEqualTo(Map.of(
                                    "specimen_id",
                                    id.toString(),
                                    "others_opened",
                                    "2026-11-22",
                                    "others_stage",
                                    "CLEANED",
                                    "others_number",
                                    7L));
                    assertThat(record.changes()).contains(new Change("others_number", null, 7L));
                });
    }

    @Test
    void aTableThatIsEmptiedIsAStatementOnItsType() {
        sql().execute("truncate lamp_copy");

        AuditRecord record = only(AuditQuery.of("Lamp"), "triggers");
        assertThat(record.action()).isEqualTo(Operation.STATEMENT);
        assertThat(record.entityId()).isNull();
        assertThat(record.statement())
                .extracting(StatementRecord::kind, StatementRecord::text, StatementRecord::tables)
                .containsExactly(
                        StatementRecord.Kind.TRUNCATE, "truncate table public.lamp_copy", List.of("public.lamp_copy"));
        assertThat(trail().find(AuditQuery.all().action(Operation.STATEMENT)).records())
                .contains(record);
        assertThat(trail().stateAt("Lamp", 1, Instant.now()).notes())
                .anySatisfy(note -> assertThat(note).contains("A statement emptied Lamp at "));
    }
}
