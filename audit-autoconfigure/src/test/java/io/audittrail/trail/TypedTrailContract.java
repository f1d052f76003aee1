package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Elements;
import io.audittrail.EntityRef;
import io.audittrail.EntityState;
import io.audittrail.Hidden;
import io.audittrail.Operation;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import io.audittrail.trail.Catalogue.Settings;
import io.audittrail.trail.Catalogue.Site;
import io.audittrail.trail.Catalogue.SiteKey;
import io.audittrail.trail.Catalogue.Span;
import io.audittrail.trail.Catalogue.Specimen;
import io.audittrail.trail.Catalogue.Stage;
import io.audittrail.trail.Catalogue.Tool;
import io.audittrail.trail.Catalogue.Weight;
import io.audittrail.trail.Catalogue.Whisper;
import io.audittrail.transaction.Delivery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Values come out of the log as the types of the application's mapping, wherever the log is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TypedTrailContract {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Instant MOMENT = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final SiteKey KEY = new SiteKey(DAY, Stage.CLEANED, 7);
    private static final Map<String, Object> TYPED_KEY = Map.of("opened", DAY, "stage", Stage.CLEANED, "number", 7);

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private long transactions;

    @TempDir
    private static Path directory = Path.of("");

    abstract TestDatabase newDatabase();

    abstract String[] settings();

    @BeforeAll
    void open() {
        TestPropertyValues.of(
                        "audit.ledger.stream=test",
                        "audit.ledger.directory=" + directory.resolve(getClass().getSimpleName()),
                        "audit.trail.aliases=Probe=Specimen,Probe.grams=Specimen.mass,Specimen.rank=Specimen.pieces",
                        "spring.jpa.hibernate.ddl-auto=create")
                .and(settings())
                .applyTo(context);
        Configurations.start(context, () -> newDatabase().open(), List.of(Catalogue.TYPES));
        commit(em -> {
            em.persist(new Site(KEY));
            em.persist(whole(new UUID(1, 2), em.getReference(Site.class, KEY)));
        });
    }

    @AfterAll
    void close() {
        context.close();
    }

    private AuditTrail trail() {
        return context.getBean(AuditTrail.class);
    }

    private void commit(Consumer<EntityManager> work) {
        context.getBean(EntityManagerFactory.class).runInTransaction(work);
    }

    static Specimen whole(UUID id, Site site) {
        Specimen whole = new Specimen();
        whole.id = id;
        whole.mass = new BigDecimal("5");
        whole.found = DAY;
        whole.foundAt = LocalTime.of(10, 0);
        whole.cleaned = DAY.atTime(11, 30);
        whole.stored = MOMENT;
        whole.lent = OffsetDateTime.parse("2026-11-22T10:00+01:00");
        whole.published = Year.of(2026);
        whole.exposure = Duration.ofMillis(1_500);
        whole.scanned = Timestamp.from(MOMENT);
        whole.origin = new UUID(3, 4);
        whole.pieces = 3;
        whole.shelf = 4;
        whole.drawer = 5;
        whole.seen = 6;
        whole.ratio = 2;
        whole.factor = 0.5f;
        whole.serial = BigInteger.TEN;
        whole.image = new byte[] {1, 2};
        whole.stage = Stage.FOUND;
        whole.next = Stage.CLEANED;
        whole.tags = Map.of("colours", List.of("red", "blue"));
        whole.settings = new Settings("fast", new BigDecimal("1.50"));
        whole.span = new Span(DAY, new BigDecimal("2"));
        whole.site = site;
        whole.weight = new Weight(250);
        whole.whisper = new Whisper("hush");
        whole.price = new BigDecimal("9.99");
        whole.visits.add(DAY);
        whole.readings.addAll(List.of(new BigDecimal("1"), new BigDecimal("2.5")));
        whole.costs.put(Stage.FOUND, new BigDecimal("3"));
        whole.spans.add(new Span(DAY, null));
        whole.others.add(site);
        return whole;
    }

    private static Map<String, Object> expected() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("mass", new BigDecimal("5"));
        expected.put("found", DAY);
        expected.put("foundAt", LocalTime.of(10, 0));
        expected.put("cleaned", LocalDateTime.of(2026, 11, 22, 11, 30));
        expected.put("stored", MOMENT);
        expected.put("lent", OffsetDateTime.parse("2026-11-22T10:00+01:00"));
        expected.put("published", Year.of(2026));
        expected.put("exposure", Duration.ofMillis(1_500));
        expected.put("scanned", Timestamp.from(MOMENT));
        expected.put("origin", new UUID(3, 4));
        expected.put("pieces", 3);
        expected.put("shelf", (short) 4);
        expected.put("drawer", (byte) 5);
        expected.put("seen", 6L);
        expected.put("ratio", 2.0);
        expected.put("factor", 0.5f);
        expected.put("lost", false);
        expected.put("grade", 'A');
        expected.put("serial", BigInteger.TEN);
        expected.put("stage", Stage.FOUND);
        expected.put("next", Stage.CLEANED);
        expected.put("tags", Map.of("colours", List.of("red", "blue")));
        expected.put("settings", Map.of("mode", "fast", "gain", new BigDecimal("1.50")));
        expected.put("span", Map.of("since", DAY, "until", new BigDecimal("2")));
        expected.put("site", TYPED_KEY);
        expected.put("weight", new Weight(250));
        expected.put("whisper", "hsuh");
        expected.put("price", "[masked]");
        return expected;
    }

    /** Those of collections in a state. */
    private static Map<String, Object> contents() {
        return Map.of(
                "visits",
                List.of(DAY),
                "readings",
                List.of(new BigDecimal("1"), new BigDecimal("2.5")),
                "costs",
                List.of(Elements.entry(Stage.FOUND, new BigDecimal("3"))),
                "spans",
                List.of(span(DAY, null)),
                "others",
                List.of(TYPED_KEY));
    }

    private static Map<String, @Nullable Object> span(LocalDate since, @Nullable BigDecimal until) {
        Map<String, @Nullable Object> span = new LinkedHashMap<>();
        span.put("since", since);
        span.put("until", until);
        return span;
    }

    private AuditRecord only(AuditQuery query) {
        List<AuditRecord> found = trail().find(query).records();
        assertThat(found).hasSize(1);
        try (Stream<AuditRecord> all = trail().stream(query)) {
            assertThat(all).usingRecursiveFieldByFieldElementComparator().isEqualTo(found);
        }
        return found.get(0);
    }

    private static @Nullable Change change(AuditRecord record, String property) {
        return record.changes().stream()
                .filter(change -> change.property().equals(property))
                .findFirst()
                .orElse(null);
    }

    private static Elements elements(AuditRecord record, String property) {
        return Objects.requireNonNull(
                Objects.requireNonNull(change(record, property)).elements());
    }

    @Test
    void aRecordHasTheTypesOfTheMapping() {
        AuditRecord record = only(AuditQuery.of(Specimen.class, new UUID(1, 2)));
        assertThat(record.entityId()).isEqualTo(new UUID(1, 2));
        expected()
                .forEach((property, value) -> assertThat(change(record, property))
                        .as(property)
                        .extracting(Change::newValue)
                        .isEqualTo(value));
        contents()
                .forEach((property, value) -> assertThat(
                                elements(record, property).added())
                        .as(property)
                        .isEqualTo(value));
        assertThat(change(record, "image"))
                .extracting(Change::newValue)
                .isEqualTo(Map.of(
                        "length",
                        2L,
                        "sha256",
                        "a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222",
                        "head",
                        "AQI="));
        assertThat(record.json())
                .contains("\"mass\":{\"old\":null,\"new\":5}", "\"published\":{\"old\":null,\"new\":\"2026\"}");
    }

    @Test
    void aStateHasThemToo() {
        EntityState state = trail().stateAt(Specimen.class, new UUID(1, 2), Instant.now());
        assertThat(state.properties()).containsAllEntriesOf(expected()).containsAllEntriesOf(contents());
        assertThat(state.changedUnseen()).isEmpty();
    }

    @Test
    void aCompositeIdHasTypedPartsAndIsFoundByThem() {
        AuditRecord record = only(AuditQuery.of(Site.class, KEY));
        Object id = Objects.requireNonNull(record.entityId());
        assertThat(id).isEqualTo(TYPED_KEY);
        assertThat(only(AuditQuery.of("Site", id)).seq()).isEqualTo(record.seq());
        assertThat(trail().stateAt("Site", id, Instant.now()).existence()).isEqualTo(EntityState.Existence.EXISTED);
    }

    @Test
    void whatBecomesOfACollectionIsToldInTheTypesOfItsElements() {
        UUID id = new UUID(5, 1);
        commit(em -> em.persist(whole(id, em.getReference(Site.class, KEY))));
        commit(em -> {
            Specimen specimen = em.find(Specimen.class, id);
            specimen.visits.remove(DAY);
            specimen.visits.add(DAY.plusDays(1));
            Collections.swap(specimen.readings, 0, 1);
            specimen.costs.put(Stage.FOUND, new BigDecimal("4"));
            specimen.costs.put(Stage.CLEANED, new BigDecimal("1"));
        });

        AuditRecord record = only(AuditQuery.of(Specimen.class, id).action(Operation.UPDATE));
        assertThat(elements(record, "visits")).isEqualTo(Elements.of(List.of(DAY.plusDays(1)), List.of(DAY)));
        Change readings = Objects.requireNonNull(change(record, "readings"));
        assertThat(readings.newValue()).isEqualTo(List.of(new BigDecimal("2.50"), new BigDecimal("1.00")));
        assertThat(readings.oldValue()).isEqualTo(List.of(new BigDecimal("1.00"), new BigDecimal("2.50")));
        Elements costs = elements(record, "costs");
        assertThat(costs.added()).isEqualTo(List.of(Elements.entry(Stage.CLEANED, new BigDecimal("1"))));
        assertThat(costs.changed()).singleElement().satisfies(change -> {
            assertThat(change.property()).isEqualTo("FOUND");
            assertThat(change.oldValue()).isInstanceOf(BigDecimal.class);
            assertThat(change.newValue()).isEqualTo(new BigDecimal("4"));
        });
    }

    @Test
    void aDifferenceHasThemOnBothSides() {
        UUID id = new UUID(5, 2);
        Instant before = write(updated("Specimen", id, new Change("stage", null, "FOUND"), new Change("mass", 1, 5)));
        Instant after =
                write(updated("Specimen", id, new Change("stage", "CLEANED", "CLEANED"), new Change("mass", 5, 6)));

        assertThat(trail().diff(Specimen.class, id, before, after))
                .containsExactlyInAnyOrder(
                        new Change("stage", Stage.FOUND, Stage.CLEANED),
                        new Change("mass", new BigDecimal("5"), new BigDecimal("6")));
        assertThat(trail().stateAt(Specimen.class, id, after).changedUnseen())
                .extracting(EntityState.Unseen::change)
                .containsExactly(new Change("stage", Stage.FOUND, Stage.CLEANED));
    }

    @Test
    void whereASupertypeIsAskedForItIsTheTypeOfTheRecords() {
        write(updated("Brush", 1, new Change("power", null, "2026-11-22")));
        write(updated("Lamp", 2, new Change("power", null, 5)));

        assertThat(trail().stateAt(Tool.class, 1, Instant.now()).properties()).containsEntry("power", DAY);
        assertThat(trail().stateAt(Tool.class, 2, Instant.now()).properties())
                .containsEntry("power", new BigDecimal("5"));
    }

    @Test
    void whatWasCalledOtherwiseHasTheTypeOfWhatItIsNow() {
        UUID id = new UUID(5, 3);
        write(updated("Probe", id, new Change("grams", null, 5), new Change("rank", null, 2)));

        AuditRecord record = only(AuditQuery.of("Specimen", id));
        assertThat(record.entity()).isEqualTo("Probe");
        assertThat(record.entityId()).isEqualTo(id);
        assertThat(record.changes()).contains(new Change("grams", null, new BigDecimal("5")));
        assertThat(trail().stateAt(Specimen.class, id, Instant.now()).properties())
                .containsEntry("mass", new BigDecimal("5"));
    }

    @Test
    void whatIsNotMappedAnyMoreIsAsItStands() {
        UUID id = new UUID(5, 4);
        write(updated("Specimen", id, new Change("colour", 5, "2026-11-22")));
        write(updated("Fossil", id, new Change("mass", null, 5), new Change("found", null, "2026-11-22")));

        assertThat(only(AuditQuery.of("Specimen", id)).changes())
                .containsExactly(new Change("colour", 5L, "2026-11-22"));
        AuditRecord gone = only(AuditQuery.of("Fossil", id));
        assertThat(gone.entityId()).isEqualTo(id.toString());
        assertThat(gone.changes())
                .containsExactly(new Change("mass", null, 5L), new Change("found", null, "2026-11-22"));
        assertThat(trail().stateAt("Fossil", id, Instant.now()).properties()).containsEntry("mass", 5L);
    }

    @Test
    void whatIsNoValueOfTheTypeStaysAsItStands() {
        UUID id = new UUID(5, 5);
        Map<String, Object> digest = Map.of("length", 9_000L, "sha256", "00", "head", "aaa");
        write(updated(
                "Specimen",
                id,
                new Change("mass", Hidden.MASKED, "heavy"),
                new Change("stage", "RETIRED", 7),
                new Change("found", "2026-02-30", digest),
                new Change("weight", -1, 1),
                new Change("visits", Elements.of(Arrays.asList("today", null), List.of())),
                new Change("readings", Map.of("unread", "not loaded"), List.of(1))));

        assertThat(only(AuditQuery.of("Specimen", id)).changes())
                .containsExactlyInAnyOrder(
                        new Change("mass", "[masked]", "heavy"),
                        new Change("stage", "RETIRED", 7L),
                        new Change("found", "2026-02-30", digest),
                        new Change("weight", -1L, new Weight(1)),
                        new Change("visits", Elements.of(Arrays.asList("today", null), List.of())),
                        new Change("readings", Map.of("unread", "not loaded"), List.of(new BigDecimal("1"))));
    }

    @Test
    void theLineAndWhoAsksForValuesAsWrittenSeeNothingOfIt() {
        AuditTrail written = ((ReadTrail) trail()).asWritten();
        AuditQuery query = AuditQuery.of(Specimen.class, new UUID(1, 2));
        AuditRecord plain = written.find(query).records().get(0);
        assertThat(plain.json()).isEqualTo(only(query).json());
        assertThat(plain.entityId()).isEqualTo(new UUID(1, 2).toString());
        assertThat(change(plain, "mass")).isEqualTo(new Change("mass", null, 5L));
        assertThat(written.stateAt(Specimen.class, new UUID(1, 2), Instant.now())
                        .properties())
                .containsEntry("found", "2026-11-22")
                .containsEntry("weight", 250L)
                .containsEntry("costs", List.of(Elements.entry("FOUND", 3L)));
        try (Stream<AuditRecord> all = written.stream(query)) {
            assertThat(all).containsExactly(plain);
        }
    }

    /** As if the application had written it once. */
    private Instant write(ChangeRecord record) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(transactions);
        ChangeSet changes = new ChangeSet(new UUID(9, ++transactions), at, "default", List.of(record), Map.of());
        Delivery delivery = context.getBean(Delivery.class);
        commit(em -> em.unwrap(Session.class)
                .doWork(connection ->
                        delivery.prepare(changes, () -> connection).committed()));
        return at;
    }

    private static ChangeRecord updated(String entity, Object id, Change... changes) {
        return new ChangeRecord(
                Operation.UPDATE, new EntityRef(entity, id), null, Actor.SYSTEM, null, Arrays.asList(changes));
    }
}
