package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.BadCursorException;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Elements;
import io.audittrail.EntityRef;
import io.audittrail.EntityState;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a trail answers, wherever it reads. */
abstract class AuditTrailContract {

    private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00.000001Z");
    private static final Actor ALICE = Actor.user("alice");
    private static final Actor BOB = Actor.user("bob");

    private int transactions;

    abstract AuditTrail trail();

    /** As delivery does it. */
    abstract void write(ChangeSet changes) throws Exception;

    @BeforeEach
    void writeHistory() throws Exception {
        commit(1, Map.of("ip", "192.0.2.1"), created(1, "Project", ALICE, new Change("title", null, "A")));
        commit(
                2,
                Map.of(),
                updated(
                        1,
                        "Project",
                        BOB,
                        new Change("title", "A", "B"),
                        new Change("amount", null, new BigDecimal("1.50"))),
                created("x", "Team", BOB, new Change("name", null, "sea ice")));
        commit(3, Map.of(), updated(1, "Project", ALICE, new Change("amount", new BigDecimal("1.50"), null)));
        commit(4, Map.of(), deleted("x", "Team", BOB, new Change("name", "sea ice", null)));
        commit(5, Map.of(), statement());
        commit(6, Map.of(), created(key("a", 1), "Part", ALICE, new Change("name", null, "wheel")));
    }

    static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }

    private void commit(int second, Map<String, Object> context, Entry... records) throws Exception {
        write(new ChangeSet(new UUID(7, ++transactions), at(second), "sam", List.of(records), context));
    }

    private static ChangeRecord created(Object id, String entity, Actor by, Change... changes) {
        return record(Operation.CREATE, id, entity, by, changes);
    }

    private static ChangeRecord updated(Object id, String entity, Actor by, Change... changes) {
        return record(Operation.UPDATE, id, entity, by, changes);
    }

    private static ChangeRecord deleted(Object id, String entity, Actor by, Change... changes) {
        return record(Operation.DELETE, id, entity, by, changes);
    }

    private static ChangeRecord record(Operation action, Object id, String entity, Actor by, Change... changes) {
        return new ChangeRecord(action, new EntityRef(entity, id), entity + "-" + id, by, null, Arrays.asList(changes));
    }

    private static StatementRecord statement() {
        return new StatementRecord(
                StatementRecord.Kind.DELETE,
                "Team",
                StatementRecord.Language.HQL,
                "delete from Team where name = :name",
                Map.of("name", "sea ice"),
                List.of(),
                List.of("team"),
                2L,
                null,
                BOB,
                null);
    }

    private static Map<String, Object> key(String code, int number) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("code", code);
        key.put("number", number);
        return key;
    }

    private List<String> asked(AuditQuery query) {
        return trail().find(query).records().stream()
                .map(AuditTrailContract::text)
                .toList();
    }

    private static String text(AuditRecord record) {
        return record.action() + " " + record.entity() + " " + record.entityId();
    }

    @Test
    void theNewestComeFirstUnlessSaidOtherwise() {
        List<String> newest = asked(AuditQuery.all());
        assertThat(newest)
                .containsExactly(
                        "CREATE Part {code=a, number=1}",
                        "STATEMENT Team null",
                        "DELETE Team x",
                        "UPDATE Project 1",
                        "CREATE Team x",
                        "UPDATE Project 1",
                        "CREATE Project 1");
        List<String> oldest = new ArrayList<>(newest);
        Collections.reverse(oldest);
        assertThat(asked(AuditQuery.all().oldestFirst())).isEqualTo(oldest);
    }

    @Test
    void byTypeAndIdsOneOrSeveral() {
        assertThat(asked(AuditQuery.of("Project", 1))).hasSize(3);
        assertThat(asked(AuditQuery.of("Project", "1"))).hasSize(3);
        assertThat(asked(AuditQuery.of("Team", "x", "y"))).containsExactly("DELETE Team x", "CREATE Team x");
        assertThat(asked(AuditQuery.of("Project", 2))).isEmpty();
        assertThat(asked(AuditQuery.of("Part", Map.of("number", 1, "code", "a"))))
                .hasSize(1);
        assertThat(asked(AuditQuery.all().ofType("Project", "Part"))).hasSize(4);
    }

    @Test
    void byWhoAndWhatAndWhere() {
        assertThat(asked(AuditQuery.all().by("alice"))).hasSize(3);
        assertThat(asked(AuditQuery.all().labelled("Team-x"))).hasSize(2);
        assertThat(asked(AuditQuery.all().changing("amount"))).hasSize(2);
        assertThat(asked(AuditQuery.all().action(Operation.CREATE))).hasSize(3);
        assertThat(asked(AuditQuery.all().in(new UUID(7, 2)))).hasSize(2);
        assertThat(asked(AuditQuery.all().unit("sam"))).hasSize(7);
        assertThat(asked(AuditQuery.all().unit("other"))).isEmpty();
        assertThat(asked(AuditQuery.all().withContext("ip", "192.0.2.1"))).containsExactly("CREATE Project 1");
        assertThat(asked(AuditQuery.all().containing("sea ice"))).hasSize(3);
        assertThat(asked(AuditQuery.all().by("alice' or '1'='1"))).isEmpty();
    }

    @Test
    void timesAreInclusiveAndMayHaveOpenEnds() {
        assertThat(asked(AuditQuery.all().between(at(2), at(3)))).hasSize(3);
        assertThat(asked(AuditQuery.all().between(at(4), null))).hasSize(3);
        assertThat(asked(AuditQuery.all().between(null, at(1)))).hasSize(1);
        assertThat(asked(AuditQuery.all().between(at(2).plusNanos(1_000), at(3).minusNanos(1_000))))
                .isEmpty();
    }

    @Test
    void onlyThePropertyThatIsAskedForIsInTheAnswer() {
        AuditRecord record = trail().find(AuditQuery.all().changing("amount").limit(1))
                .records()
                .get(0);
        assertThat(record.changes()).containsExactly(new Change("amount", new BigDecimal("1.50"), null));
        assertThat(record.json()).doesNotContain("title");
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        AuditQuery all = AuditQuery.all();
        for (AuditQuery query :
                List.of(all, all.oldestFirst(), all.by("bob"), all.by("bob").oldestFirst())) {
            List<String> whole = asked(query);
            for (int limit = 1; limit <= 2; limit++) {
                assertThat(pages(query.limit(limit)))
                        .as("%s by %s, %d each", query.isOldestFirst(), query.actor(), limit)
                        .isEqualTo(whole);
            }
        }
        assertThat(asked(all.by("bob"))).as("some in a transaction of another").hasSize(4);
    }

    private List<String> pages(AuditQuery query) {
        List<String> pages = new ArrayList<>();
        AuditPage page = trail().find(query);
        while (true) {
            page.records().forEach(record -> pages.add(text(record)));
            String next = page.next();
            if (next == null) {
                return pages;
            }
            page = trail().find(query.after(next));
        }
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        String next =
                Objects.requireNonNull(trail().find(AuditQuery.all().limit(1)).next());
        assertThatThrownBy(() -> trail().find(AuditQuery.all().oldestFirst().after(next)))
                .isInstanceOf(BadCursorException.class);
    }

    @Test
    void allOfItCanBeStreamed() throws Exception {
        int many = 2_500;
        commit(
                7,
                Map.of(),
                IntStream.range(0, many)
                        .mapToObj(id -> created(id, "Wheel", ALICE, new Change("n", null, id)))
                        .toArray(Entry[]::new));
        try (Stream<AuditRecord> all =
                trail().stream(AuditQuery.all().ofType("Wheel").oldestFirst())) {
            assertThat(all.map(AuditRecord::entityId))
                    .isEqualTo(IntStream.range(0, many)
                            .mapToObj(id -> (Object) (long) id)
                            .toList());
        }
    }

    @Test
    void littleMayBeReadForEachPage() {
        AuditPage page = trail().find(AuditQuery.all().readingAtMost(1));
        List<String> all = new ArrayList<>();
        page.records().forEach(record -> all.add(text(record)));
        while (page.next() != null) {
            page = trail().find(AuditQuery.all().readingAtMost(1).after(String.valueOf(page.next())));
            page.records().forEach(record -> all.add(text(record)));
        }
        assertThat(all).isEqualTo(asked(AuditQuery.all()));
    }

    @Test
    void theStateOfAnEntityAtAMoment() throws Exception {
        EntityState state = trail().stateAt("Project", 1, at(2));
        assertThat(state.existence()).isEqualTo(EntityState.Existence.EXISTED);
        assertThat(state.properties()).containsEntry("title", "B").containsEntry("amount", new BigDecimal("1.50"));
        assertThat(trail().stateAt("Team", "x", at(4)).existence()).isEqualTo(EntityState.Existence.DID_NOT_EXIST);
        assertThat(trail().diff("Project", 1, at(1), at(3))).contains(new Change("title", "A", "B"));
        commit(8, Map.of(), updated(1, "Project", ALICE, new Change("tags", Elements.of(List.of("a"), List.of()))));
        assertThat(asked(AuditQuery.of("Project", 1).changing("tags"))).hasSize(1);
    }

    @Test
    void aStatementIsThereAndToldOfWhereItMayHaveChangedSomething() {
        AuditRecord record = trail().find(AuditQuery.all().action(Operation.STATEMENT))
                .records()
                .get(0);
        StatementRecord statement = Objects.requireNonNull(record.statement());
        assertThat(statement.rows()).isEqualTo(2);
        assertThat(statement.tables()).containsExactly("team");
    }
}
