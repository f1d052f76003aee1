package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.AuditPause;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.EntityState;
import io.audittrail.EntityState.Existence;
import io.audittrail.EntityState.Unseen;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTests {

    @TempDir
    Path directory;

    private WrittenLog log = new WrittenLog(Path.of(""), "sam");

    @BeforeEach
    void begin() {
        log = new WrittenLog(directory, "sam");
    }

    @Test
    void entityHasWhatItWasLastGiven() throws IOException {
        say(1, Operation.CREATE, new Change("title", null, "Old"), new Change("amount", null, 5));
        say(5, Operation.UPDATE, new Change("title", "Old", "New"));
        say(9, Operation.DELETE, new Change("title", "New", null), new Change("amount", 5, null));
        log.write();

        assertState(0, Existence.DID_NOT_EXIST, Map.of());
        assertState(1, Existence.EXISTED, Map.of("title", "Old", "amount", 5L));
        assertState(4, Existence.EXISTED, Map.of("title", "Old", "amount", 5L));
        assertState(8, Existence.EXISTED, Map.of("title", "New", "amount", 5L));
        assertState(9, Existence.DID_NOT_EXIST, Map.of());
    }

    @Test
    void statementsThatMayHaveChangedItAreNamedAndReadsAreNoStep() throws IOException {
        statement(1, "Project", List.of("project"), 3L);
        say(2, Operation.CREATE, new Change("title", null, "Old"));
        statement(3, "Project", List.of("project"), 17L);
        statement(4, null, List.of("sam.PROJECT", "account"), null);
        statement(5, null, List.of("account"), 1L);
        statement(6, "Account", List.of("account"), 1L);
        log.changes(new ChangeSet(
                new UUID(7, 7),
                WrittenLog.at(7),
                "sam",
                List.of(new ChangeRecord(
                        Operation.READ, new EntityRef("Project", 7), null, Actor.SYSTEM, null, List.of())),
                Map.of()));
        log.write();

        String one =
                "A statement on Project changed 17 rows at 2026-11-20T10:00:03Z; whether this one is among them the"
                        + " log does not tell.";
        assertThat(state(2).notes()).isEmpty();
        assertThat(state(3).notes()).containsExactly(one);
        assertThat(state(9).notes())
                .containsExactly(
                        "A statement on sam.PROJECT, account changed rows at 2026-11-20T10:00:04Z; whether this one is"
                                + " among them the log does not tell.",
                        one);
        assertState(9, Existence.EXISTED, Map.of("title", "Old"));
        assertThat(state(9).changedUnseen()).isEmpty();
    }

    @Test
    void ofManyStatementsTheNewestAreNamed() throws IOException {
        for (int second = 1; second <= 30; second++) {
            statement(second, "Project", List.of("project"), 1L);
        }
        log.write();
        assertThat(state(20).notes()).hasSize(6).last().isEqualTo("There were 15 more such statements before.");
        assertThat(state(20).notes().get(0)).contains("changed 1 row at 2026-11-20T10:00:20Z");
    }

    @Test
    void aPauseIsNamedWithWhatItLeftOut() throws IOException {
        pause(1, new AuditPause("first load"), 12L);
        pause(2, new AuditPause("noise", Set.of("project")), null);
        pause(3, new AuditPause("of others", Set.of("member")), 1L);
        log.write();

        assertThat(state(20).notes())
                .containsExactly(
                        "Recording was paused at 2026-11-20T10:00:02Z: changes of project are not in the log (noise).",
                        "Recording was paused at 2026-11-20T10:00:01Z: 12 changes of all tables are not in the log"
                                + " (first load).");
    }

    private void pause(int second, AuditPause pause, @Nullable Long changes) {
        Entry record = StatementRecord.paused(pause, changes, Actor.SYSTEM);
        log.changes(new ChangeSet(new UUID(second, 1), WrittenLog.at(second), "sam", List.of(record), Map.of()));
    }

    private void statement(int second, @Nullable String entity, List<String> tables, @Nullable Long rows) {
        StatementRecord record = new StatementRecord(
                StatementRecord.Kind.UPDATE,
                entity,
                StatementRecord.Language.SQL,
                "update project set title = ?",
                Map.of(),
                List.of(),
                tables,
                rows,
                null,
                Actor.SYSTEM,
                null);
        log.changes(new ChangeSet(new UUID(second, 1), WrittenLog.at(second), "sam", List.of(record), Map.of()));
    }

    @Test
    void whatIsNeverSeenIsUnknownAndWhatIsSeenLaterIsWhatItWasUntilThen() throws IOException {
        say(5, Operation.UPDATE, new Change("title", "Old", "New"));
        say(7, Operation.UPDATE, new Change("place", null, "Mesa"));
        log.write();

        Map<String, @Nullable Object> before = new HashMap<>();
        before.put("title", "Old");
        before.put("place", null);
        assertState(1, Existence.EXISTED, before);
        assertState(9, Existence.EXISTED, Map.of("title", "New", "place", "Mesa"));
        assertThat(state(9).properties()).doesNotContainKey("amount");
        assertThat(trail().stateAt("Project", 8, WrittenLog.at(9)).existence()).isEqualTo(Existence.UNKNOWN);
    }

    @Test
    void whereTheLogTellsNothingTheStateSaysWhy() throws IOException {
        say(5, Operation.UPDATE, new Change("title", "Old", "New"));
        log.write();
        assertThat(state(9).notes()).isEmpty();
        assertThat(trail().stateAt("Project", 8, WrittenLog.at(9)).notes()).isEmpty();
        TypeNames unaudited = new TypeNames() {
            @Override
            public Set<String> of(String type) {
                return Set.of(type);
            }

            @Override
            public List<String> remarks(String type, @Nullable String property) {
                return List.of(type + " is not audited.");
            }
        };
        assertThat(new FileAuditTrail(directory, stream -> false, unaudited)
                        .stateAt("Person", 8, WrittenLog.at(9))
                        .notes())
                .containsExactly("Person is not audited.");

        Path first = directory.resolve("sam.0000000000000001.jsonl");
        Files.move(first, first.resolveSibling("sam.0000000000000005.jsonl"));
        assertThat(trail().stateAt("Project", 8, WrittenLog.at(9)).notes())
                .singleElement()
                .asString()
                .contains("begins with seq 5");
        assertThat(state(9).notes()).as("of what is found, too").hasSize(1);
    }

    @Test
    void changeThatTheLogHasNotSeenIsToldAsOne() throws IOException {
        say(1, Operation.CREATE, new Change("title", null, "Old"));
        say(5, Operation.UPDATE, new Change("title", "Else", "New"));
        log.write();

        assertThat(state(4).changedUnseen()).isEmpty();
        assertThat(state(5).changedUnseen())
                .containsExactly(new Unseen(new Change("title", "Old", "Else"), WrittenLog.at(1), WrittenLog.at(5)));
    }

    @Test
    void createdAgainItHasNothingOfBefore() throws IOException {
        say(1, Operation.CREATE, new Change("title", null, "Old"), new Change("place", null, "Mesa"));
        say(2, Operation.DELETE, new Change("title", "Old", null), new Change("place", "Mesa", null));
        say(3, Operation.CREATE, new Change("title", null, "New"));
        log.write();

        assertState(3, Existence.EXISTED, Map.of("title", "New"));
        assertThat(state(3).changedUnseen()).isEmpty();
    }

    @Test
    void linesThatComeLateCountFromTheirTime() throws IOException {
        say(1, Operation.CREATE, new Change("title", null, "a"));
        say(8, Operation.UPDATE, new Change("title", "b", "c"));
        say(4, Operation.UPDATE, new Change("title", "a", "b"));
        log.write();

        assertState(5, Existence.EXISTED, Map.of("title", "b"));
        assertState(9, Existence.EXISTED, Map.of("title", "c"));
        assertThat(state(9).changedUnseen()).isEmpty();
    }

    @Test
    void whateverTheOrderInWhichTheyWereWrittenTheirTimesCount() throws IOException {
        Random random = new Random(5);
        List<ChangeSet> written = new ArrayList<>();
        for (int second = 0; second < 3_000; second++) {
            written.add(changes(
                    second,
                    second == 0 ? Operation.CREATE : Operation.UPDATE,
                    new Change("p" + second % 7, "old " + random.nextInt(3), "new " + second)));
        }
        List<Step> steps = written.stream().map(StateTests::step).toList();
        Map<ChangeSet, Integer> late = new HashMap<>();
        written.forEach(each -> late.put(each, random.nextInt(400)));
        written.sort(Comparator.comparing(each -> each.timestamp().plusSeconds(late.getOrDefault(each, 0))));
        WrittenLog other = new WrittenLog(directory, "other");
        for (ChangeSet each : written) {
            (random.nextBoolean() ? log : other).changes(each);
        }
        log.write();
        other.write();

        for (int i = 0; i < 10; i++) {
            StateFold earlier = new StateFold(WrittenLog.at(random.nextInt(1_500)));
            StateFold later = new StateFold(WrittenLog.at(1_500 + random.nextInt(1_600)));
            steps.forEach(earlier::take);
            steps.forEach(later::take);
            EntityState expected = later.state("Project", 7, List.of());
            assertThat(trail().stateAt("Project", 7, expected.at())).isEqualTo(expected);
            assertThat(trail().diff(
                                    "Project",
                                    7,
                                    earlier.state("", "", List.of()).at(),
                                    expected.at()))
                    .isEqualTo(StateFold.diff(earlier, later))
                    .isNotEmpty();
        }
    }

    private static Step step(ChangeSet set) {
        ChangeRecord record = set.changes().get(0);
        return new Step(set.timestamp(), set.tx().toString(), 1, record.action(), record.changes(), false, 1);
    }

    @Test
    void differencesAreWhatIsKnownAtBothMoments() throws IOException {
        say(1, Operation.CREATE, new Change("title", null, "Old"), new Change("amount", null, 5));
        say(5, Operation.UPDATE, new Change("title", "Old", "New"));
        say(6, Operation.UPDATE, new Change("title", "New", "Newest"), new Change("amount", 5, 6));
        say(7, Operation.UPDATE, new Change("amount", 6, 5));
        log.write();

        assertThat(trail().diff("Project", 7, WrittenLog.at(2), WrittenLog.at(9)))
                .containsExactly(new Change("title", "Old", "Newest"));
        assertThat(trail().diff("Project", 7, WrittenLog.at(0), WrittenLog.at(5)))
                .containsExactly(new Change("title", null, "New"), new Change("amount", null, 5L));
    }

    @Test
    void allRecordsOfATransactionCountThoughTheyHaveOneTime() throws IOException {
        say(1, Operation.CREATE, new Change("title", null, "A"));
        ChangeRecord first = changes(2, Operation.UPDATE, new Change("title", "A", "B"))
                .changes()
                .get(0);
        ChangeRecord second = changes(2, Operation.UPDATE, new Change("title", "B", "C"))
                .changes()
                .get(0);
        log.changes(new ChangeSet(new UUID(7, 2), WrittenLog.at(2), "sam", List.of(first, second), Map.of()));
        log.write();

        assertState(2, Existence.EXISTED, Map.of("title", "C"));
        assertThat(state(2).changedUnseen()).isEmpty();
    }

    private FileAuditTrail trail() {
        return new FileAuditTrail(directory);
    }

    private EntityState state(int second) {
        return trail().stateAt("Project", 7, WrittenLog.at(second));
    }

    private void assertState(int second, Existence existence, Map<String, ? extends @Nullable Object> properties) {
        EntityState state = state(second);
        assertThat(state.existence()).isEqualTo(existence);
        assertThat(state.properties()).isEqualTo(properties);
    }

    private void say(int second, Operation action, Change... changes) {
        log.changes(changes(second, action, changes));
    }

    private static ChangeSet changes(int second, Operation action, Change... changes) {
        return new ChangeSet(
                new UUID(7, second),
                WrittenLog.at(second),
                "sam",
                List.of(new ChangeRecord(
                        action, new EntityRef("Project", 7), null, Actor.user("bob"), null, Arrays.asList(changes))),
                Map.of());
    }
}
