package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import io.audittrail.line.Records;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries against a log of several streams and many segments, and against a list of what was written. */
class QueryTests {

    private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
    private static final List<String> ENTITIES = List.of("Project", "Person", "Größe");
    private static final List<String> ACTORS = List.of("ann", "bob", "Jörg", "o'neill");

    @TempDir
    Path directory;

    private final Random random = new Random(20261121);
    private final List<Written> written = new ArrayList<>();

    /** One record, as the test wrote it. */
    private record Written(
            int second, String entity, int id, String actor, Operation action, String property, String label) {

        Instant at() {
            return BEGIN.plusSeconds(second);
        }

        ChangeSet changes(int length) {
            Object anId = id % 2 == 0 ? (Object) id : String.valueOf(id);
            return new ChangeSet(
                    new UUID(7, second),
                    at(),
                    "sam",
                    List.of(new ChangeRecord(
                            action,
                            new EntityRef(entity, anId),
                            label,
                            Actor.user(actor),
                            null,
                            List.of(new Change(property, null, "x".repeat(length))))),
                    Map.of());
        }

        static Written of(AuditRecord found) {
            return new Written(
                    (int) Duration.between(BEGIN, found.at()).toSeconds(),
                    String.valueOf(found.entity()),
                    Integer.parseInt(String.valueOf(found.entityId())),
                    found.actor().name(),
                    found.action(),
                    found.changes().get(0).property(),
                    String.valueOf(found.label()));
        }
    }

    @Test
    void pagesHoldWhatAListOfAllWouldHaveInItsOrder() throws IOException {
        write(500);
        for (int i = 0; i < 60; i++) {
            check(random.nextBoolean() ? AuditQuery.all() : AuditQuery.all().oldestFirst());
        }
    }

    /** To three streams by chance, which roll by chance; some of the closed segments are compressed. */
    private void write(int records) throws IOException {
        List<String> names = List.of("one", "two", "three");
        List<WrittenLog> logs =
                names.stream().map(name -> new WrittenLog(directory, name)).toList();
        for (int i = 0; i < records; i++) {
            int stream = random.nextInt(20) == 0 ? 2 : random.nextInt(2);
            Written record = new Written(
                    i,
                    oneOf(ENTITIES),
                    random.nextInt(20),
                    oneOf(ACTORS),
                    random.nextBoolean() ? Operation.CREATE : Operation.UPDATE,
                    random.nextBoolean() ? "title" : "amount",
                    "L" + random.nextInt(500));
            written.add(record);
            logs.get(stream).changes(record.changes(random.nextInt(50) == 0 ? 200_000 : random.nextInt(500)));
            if (random.nextInt(25) == 0) {
                logs.get(stream).roll(i);
            }
        }
        for (WrittenLog log : logs) {
            log.write();
        }
        for (StoredSegment segment : segments()) {
            if (!segment.isCompressed() && random.nextInt(3) == 0) {
                WrittenLog.compress(segment.path());
            }
        }
    }

    private List<StoredSegment> segments() throws IOException {
        return TrailSegments.list(directory).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void check(AuditQuery order) {
        AuditQuery query = order;
        Predicate<Written> expected = each -> true;
        if (random.nextInt(3) == 0) {
            String entity = oneOf(ENTITIES);
            query = query.ofType(entity);
            expected = expected.and(each -> each.entity.equals(entity));
        }
        if (random.nextInt(3) == 0) {
            int id = random.nextInt(20);
            int other = random.nextInt(20);
            query = query.withId(id, String.valueOf(other));
            expected = expected.and(each -> each.id == id || each.id == other);
        }
        if (random.nextInt(4) == 0) {
            String actor = oneOf(ACTORS);
            query = query.by(actor);
            expected = expected.and(each -> each.actor.equals(actor));
        }
        if (random.nextInt(4) == 0) {
            Operation action = random.nextBoolean() ? Operation.CREATE : Operation.UPDATE;
            query = query.action(action, Operation.READ);
            expected = expected.and(each -> each.action == action);
        }
        if (random.nextInt(4) == 0) {
            query = query.changing("title");
            expected = expected.and(each -> each.property.equals("title"));
        }
        if (random.nextInt(4) == 0) {
            Instant from = BEGIN.plusSeconds(random.nextInt(400));
            Instant to = from.plusSeconds(random.nextInt(300));
            query = query.between(random.nextBoolean() ? from : null, to);
            Instant open = query.from();
            expected = expected.and(each ->
                    (open == null || !each.at().isBefore(open)) && !each.at().isAfter(to));
        }
        if (random.nextInt(6) == 0) {
            String label = "L" + random.nextInt(50);
            query = random.nextBoolean() ? query.labelled(label) : query.containing(label);
            boolean whole = query.label() != null;
            expected = expected.and(each -> whole ? each.label.equals(label) : each.label.contains(label));
        }
        assertThat(pages(query)).as("%s", query.types()).isEqualTo(listed(expected, query));
    }

    private List<Written> listed(Predicate<Written> expected, AuditQuery query) {
        Comparator<Written> order = Comparator.comparing(Written::at);
        return written.stream()
                .filter(expected)
                .sorted(query.isOldestFirst() ? order : order.reversed())
                .toList();
    }

    /** Page by page, of any size, reading a little or all at once. */
    private List<Written> pages(AuditQuery query) {
        FileAuditTrail trail = new FileAuditTrail(directory);
        List<Written> found = new ArrayList<>();
        int limit = 15 + random.nextInt(random.nextBoolean() ? 20 : 1_000);
        AuditQuery next = random.nextBoolean() ? query : query.readingAtMost(1 + random.nextInt(200_000));
        next = next.limit(limit);
        while (true) {
            AuditPage page = trail.find(next);
            assertThat(page.complete()).isTrue();
            assertThat(page.records()).hasSizeLessThanOrEqualTo(limit);
            page.records().forEach(record -> found.add(Written.of(record)));
            if (page.next() == null) {
                break;
            }
            next = next.after(page.next());
        }
        try (Stream<AuditRecord> all = trail.stream(query)) {
            assertThat(all.map(Written::of)).containsExactlyElementsOf(found);
        }
        return found;
    }

    @Test
    void onlyTheChangeThatIsAskedForIsAnswered() throws IOException {
        WrittenLog log = new WrittenLog(directory, "one");
        log.changes(Records.set(Records.update(
                7,
                new Change("title", "{\"\\,}", "New"),
                new Change("owner", Map.of("title", 1), List.of("title")),
                new Change("ti\u0001tle", null, null))));
        log.write();
        FileAuditTrail trail = new FileAuditTrail(directory);

        AuditRecord whole = only(trail.find(AuditQuery.all()));
        AuditRecord title = only(trail.find(AuditQuery.all().changing("title")));
        AuditRecord odd = only(trail.find(AuditQuery.all().changing("ti\u0001tle")));

        assertThat(title.changes()).containsExactly(new Change("title", "{\"\\,}", "New"));
        String changes = whole.json().replaceAll(".*(\"changes\":.*}})(,\"seq\".*)", "$1");
        assertThat(title.json())
                .isEqualTo(whole.json()
                        .replace(changes, "\"changes\":{\"title\":{\"old\":\"{\\\"\\\\,}\",\"new\":\"New\"}}"));
        assertThat(odd.json()).contains("\"changes\":{\"ti\\u0001tle\":{\"old\":null,\"new\":null}}");
        assertThat(trail.find(AuditQuery.all().changing("nothing")).records()).isEmpty();
    }

    @Test
    void contextUnitAndTransactionAreAskedFor() throws IOException {
        WrittenLog log = new WrittenLog(directory, "one");
        log.changes(Records.example());
        log.write();
        FileAuditTrail trail = new FileAuditTrail(directory);

        assertThat(trail.find(AuditQuery.all()
                                .in(Records.TX)
                                .unit("sam")
                                .withContext("ip", "192.0.2.7")
                                .containing("PUT /projects"))
                        .records())
                .hasSize(1);
        assertThat(trail.find(AuditQuery.all().containing("reques")).records()).hasSize(1);
        for (AuditQuery none : List.of(
                AuditQuery.all().in("01999f3c"),
                AuditQuery.all().unit("sa"),
                AuditQuery.all().withContext("ip", "192.0.2"),
                AuditQuery.all().withContext("request", "192.0.2.7"),
                AuditQuery.all().containing("entityId"),
                AuditQuery.all().containing("put /projects"))) {
            assertThat(trail.find(none).records()).isEmpty();
        }
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestIsAnswered() throws IOException {
        WrittenLog log = new WrittenLog(directory, "one");
        Path file = log.record(1, "a").record(2, "b").record(3, "c").write();
        Files.writeString(file, Files.readString(file).replaceFirst("\"entityId\":\"b\"", "\"entityId\":b"));

        AuditPage page = new FileAuditTrail(directory).find(AuditQuery.all());

        assertThat(page.records()).extracting(AuditRecord::entityId).containsExactly("c", "a");
        assertThat(page.complete()).isFalse();
        assertThat(page.notes())
                .singleElement()
                .asString()
                .contains(file.getFileName() + ": the line at byte ", " cannot be read");
    }

    @Test
    void thatTheLogHasLostItsStartIsToldWhereItMatters() throws IOException {
        WrittenLog log = new WrittenLog(directory, "one");
        log.record(1, "a").roll(5).record(6, "b").write();
        Files.delete(directory.resolve("one.0000000000000001.jsonl"));
        FileAuditTrail trail = new FileAuditTrail(directory);

        for (AuditQuery query : List.of(AuditQuery.all(), AuditQuery.all().oldestFirst())) {
            AuditPage page = trail.find(query);
            assertThat(page.complete()).isFalse();
            assertThat(page.notes())
                    .containsExactly(
                            "The log of one begins with seq 2 at 2026-11-20T10:00:05Z: what was before it is not"
                                    + " here any more.");
            assertThat(trail.find(query.between(WrittenLog.at(5), null)).complete())
                    .isTrue();
        }
        assertThat(trail.find(AuditQuery.all().limit(1)).complete()).isTrue();
    }

    @Test
    void segmentsWhoseTimesOnlyTouchThoseAskedForAreRead() throws IOException {
        WrittenLog log = new WrittenLog(directory, "one");
        for (int second : new int[] {3, 6, 9}) {
            log.changes(new ChangeSet(
                            new UUID(7, second),
                            WrittenLog.at(second),
                            "sam",
                            List.of(Records.update(second)),
                            Map.of()))
                    .roll(second);
        }
        log.write();
        FileAuditTrail trail = new FileAuditTrail(directory);
        for (AuditQuery query : List.of(AuditQuery.all(), AuditQuery.all().oldestFirst())) {
            assertThat(trail.find(query.between(WrittenLog.at(6), null)).records())
                    .extracting(AuditRecord::entityId)
                    .containsExactlyInAnyOrder(6L, 9L);
            assertThat(trail.find(query.between(null, WrittenLog.at(6))).records())
                    .extracting(AuditRecord::entityId)
                    .containsExactlyInAnyOrder(3L, 6L);
        }
    }

    @Test
    void whatIsRemovedWhileThePageIsReadIsTold() throws IOException {
        new WrittenLog(directory, "one").record(1, "a").roll(5).record(6, "b").write();
        Path first = directory.resolve("one.0000000000000001.jsonl");
        byte[] text = Files.readAllBytes(first);
        KnownStreams remover = () -> {
            try {
                Files.delete(first);
                return List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        FileAuditTrail trail = new FileAuditTrail(directory, stream -> false, TypeNames.AS_THEY_ARE, remover);
        for (AuditQuery query : List.of(AuditQuery.all(), AuditQuery.all().oldestFirst())) {
            Files.write(first, text);
            AuditPage page = trail.find(query);
            assertThat(page.records()).extracting(AuditRecord::entityId).containsExactly("b");
            assertThat(page.complete()).isFalse();
            assertThat(page.notes())
                    .containsExactly("one.0000000000000001.jsonl: was removed while the log was read; it is left out");
        }
    }

    private static AuditRecord only(AuditPage page) {
        assertThat(page.records()).hasSize(1);
        return page.records().get(0);
    }
}
