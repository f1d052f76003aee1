package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.BadCursorException;
import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.line.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one page ends and the next goes on. */
class PageTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A", "AA", "Aw", "AQ/=", "AQ==AQ", "..%2Fsam", "AQAAAAAAAAA", "AQAAAAAAAP__________fwE"})
    void whatIsNoCursorIsRefusedAsSuch(String text) {
        assertRefused(AuditQuery.all().after(text + ' '));
        assertRefused(AuditQuery.all().after(text.isEmpty() ? "\0" : text));
    }

    @Test
    void aCursorOfTheOtherOrderIsRefused() throws IOException {
        new WrittenLog(directory, "sam").record(1, "a").record(2, "b").write();
        String next =
                Objects.requireNonNull(trail().find(AuditQuery.all().limit(1)).next());
        assertRefused(AuditQuery.all().oldestFirst().after(next));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recordsOfTwoStreamsComeOnceHoweverSmallThePagesAre(boolean oldestFirst) throws IOException {
        write(new Random(7));
        AuditQuery query = oldestFirst ? AuditQuery.all().oldestFirst() : AuditQuery.all();
        List<String> all = found(query.limit(1_000));
        assertThat(all.stream().map(each -> each.replaceFirst(".* ", "")))
                .hasSize(100)
                .doesNotHaveDuplicates();
        for (int limit : new int[] {1, 2, 7}) {
            assertThat(found(query.limit(limit))).as("%d at a time", limit).isEqualTo(all);
            assertThat(found(query.limit(limit).readingAtMost(1)))
                    .as("%d at a time, of little", limit)
                    .isEqualTo(all);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void longRecordsEndAPageBeforeItsLimitDoes(boolean oldestFirst) throws IOException {
        WrittenLog log = new WrittenLog(directory, "sam");
        for (int second = 0; second < 300; second++) {
            Change change = new Change("text", null, "x".repeat(50_000));
            log.changes(new ChangeSet(
                    new UUID(7, second),
                    WrittenLog.at(second),
                    "sam",
                    List.of(Records.update(second, change)),
                    Map.of()));
        }
        log.write();
        AuditQuery query = (oldestFirst ? AuditQuery.all().oldestFirst() : AuditQuery.all()).limit(500);
        AuditQuery bounded = query.readingAtMost(64 * 1024 * 1024);
        assertThat(trail().find(bounded).records()).hasSizeBetween(10, 200);
        assertThat(found(bounded)).hasSize(300).isEqualTo(found(query));
    }

    /** Some records go to both streams, to the second one late; there are more of them than fit into its first block. */
    private void write(Random random) throws IOException {
        WrittenLog one = new WrittenLog(directory, "one");
        WrittenLog two = new WrittenLog(directory, "two");
        List<ChangeSet> late = new ArrayList<>();
        for (int second = 0; second < 100; second++) {
            ChangeSet changes = changes(second, second, random.nextInt(4_000));
            int where = random.nextInt(3);
            (where == 0 ? two : one).changes(changes);
            if (where == 2) {
                late.add(changes);
            }
            while (!late.isEmpty() && random.nextInt(4) == 0) {
                two.changes(late.remove(random.nextInt(late.size())));
            }
            if (random.nextInt(20) == 0) {
                one.roll(second);
                two.roll(second);
            }
        }
        late.forEach(two::changes);
        one.write();
        two.write();
    }

    private static ChangeSet changes(int second, Object id, int length) {
        return new ChangeSet(
                new UUID(7, second),
                WrittenLog.at(second),
                "sam",
                List.of(Records.update(id, new Change("text", null, "x".repeat(length)))),
                Map.of());
    }

    /** Stream, seq and id. */
    private List<String> found(AuditQuery query) {
        List<String> found = new ArrayList<>();
        AuditQuery next = query;
        while (true) {
            AuditPage page = trail().find(next);
            page.records().forEach(record -> found.add(record.stream() + ' ' + record.seq() + ' ' + record.entityId()));
            if (page.next() == null) {
                return found;
            }
            next = query.after(page.next());
        }
    }

    /** Oldest first, they come after all that both instances have written until then. */
    @Test
    void recordsThatWereTakenOverMuchLaterComeOnceToo() throws IOException {
        WrittenLog one = new WrittenLog(directory, "one");
        WrittenLog two = new WrittenLog(directory, "two");
        for (int second = 0; second < 5; second++) {
            one.changes(changes(second, 1, 0));
        }
        for (int second = 5; second < 1_000; second++) {
            (second % 2 == 0 ? one : two).changes(changes(second, second, 4_000));
        }
        for (int second = 0; second < 5; second++) {
            two.redelivered(second, new UUID(7, second), false);
        }
        one.write();
        two.changes(changes(1_000, 1_000, 0)).write();

        assertThat(found(AuditQuery.all().oldestFirst().limit(300)))
                .hasSize(1_001)
                .isEqualTo(found(AuditQuery.all().oldestFirst().limit(2_000)));
    }

    @Test
    void logsThatAreElsewhereAreNamedOnceAPage() throws IOException {
        new WrittenLog(directory, "sam-1").record(1, "a").record(2, "b").write();
        List<String> known = new ArrayList<>(List.of("sam-1"));
        FileAuditTrail trail = new FileAuditTrail(directory, stream -> false, TypeNames.AS_THEY_ARE, () -> known);
        assertThat(trail.find(AuditQuery.all()).notes()).isEmpty();

        known.addAll(List.of("sam-2", "sam-3", "sam-4"));
        AuditPage page = trail.find(AuditQuery.all());
        assertThat(page.notes())
                .containsExactly(
                        "Other instances have logs of their own, which are not read here: sam-2, sam-3, sam-4.");
        assertThat(page.complete()).isTrue();

        known.addAll(List.of("sam-5", "sam-6", "sam-7", "sam-8"));
        assertThat(trail.find(AuditQuery.all()).notes())
                .singleElement()
                .asString()
                .endsWith(": sam-2, sam-3, sam-4, sam-5, sam-6 and 2 more.");
    }

    private void assertRefused(AuditQuery query) {
        assertThatThrownBy(() -> trail().find(query)).isInstanceOf(BadCursorException.class);
        assertThatThrownBy(() -> trail().stream(query)).isInstanceOf(BadCursorException.class);
    }

    private FileAuditTrail trail() {
        return new FileAuditTrail(directory);
    }
}
