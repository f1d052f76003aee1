package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileAuditTrailTests {

    private static final int BLOCK = StreamBlocks.FIRST_BLOCK;

    @TempDir
    Path directory;

    @Test
    void newestComeFirstAcrossSegmentsAndNoMoreThanTheLimit() throws IOException {
        segment("sam", 1, record(1, "a"), record(2, "b"));
        segment("sam", 3, record(3, "c"), record(4, "d"));
        assertThat(find(AuditQuery.all().limit(3))).containsExactly(record(4, "d"), record(3, "c"), record(2, "b"));
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingOlderIsReadThanItTakes() throws IOException {
        try (RandomAccessFile hole = new RandomAccessFile(segment("sam", 1).toFile(), "rw")) {
            hole.setLength(64L << 30);
        }
        segment("sam", 2, record(2, "b"));
        assertThat(newest(AuditQuery.all().limit(1))).containsExactly(record(2, "b"));
    }

    @Test
    void aTrailForEachQueryDoesNotLeaveThreadsForEach() throws IOException {
        segment(
                "sam",
                1,
                Collections.nCopies(10 * BLOCK / record(1, "a").length(), record(1, "a"))
                        .toArray(String[]::new));
        for (int i = 0; i < 20; i++) {
            assertThat(find(AuditQuery.all().by("nobody"))).isEmpty();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("audit-trail"))
                .hasSizeBetween(1, 4);
    }

    @Test
    void streamsAreMergedByTimestampAndKeepTheirOwnOrder() throws IOException {
        segment("one", 1, at("10:00:01", 1), at("10:00:05", 2), at("10:00:03", 3));
        segment("two", 1, at("10:00:02", 4), at("10:00:04", 5));
        assertThat(newest(AuditQuery.all()))
                .containsExactly(
                        at("10:00:04", 5), at("10:00:03", 3), at("10:00:05", 2), at("10:00:02", 4), at("10:00:01", 1));
        assertThat(json(new FileAuditTrail(directory).find(AuditQuery.all().oldestFirst())))
                .containsExactly(
                        at("10:00:01", 1), at("10:00:02", 4), at("10:00:04", 5), at("10:00:05", 2), at("10:00:03", 3));
    }

    @Test
    void repeatedRecordIsAnsweredOnce() throws IOException {
        segment("one", 1, record(1, "a"), record(2, "b"));
        segment("two", 1, record(2, "b"));
        assertThat(find(AuditQuery.all())).containsExactly(record(2, "b"), record(1, "a"));
    }

    @Test
    void controlLinesBrokenLinesAndForeignFilesAreLeftOut() throws IOException {
        String control =
                "{\"v\":1,\"@timestamp\":\"2026-11-20T10:00:00.000001Z\",\"stream\":\"sam\",\"control\":\"started\",\"details\":{},\"tx\":\"t\",\"n\":1,\"seq\":1,\"hash\":\"\"}";
        segment("sam", 1, control, record(1, "a"), "{\"v\":1,", "", record(2, "b") + "x", "null", "[1]");
        Files.writeString(directory.resolve("sam.0000000000000009.jsonl.torn-1"), record(9, "z") + "\n");
        Files.writeString(directory.resolve("notes.jsonl"), record(9, "z") + "\n");
        assertThat(find(AuditQuery.all())).containsExactly(record(1, "a"));
    }

    @Test
    void lineWhoseNumbersAreTooLargeIsLeftOutAlone() throws IOException {
        String hostile = record(2, "b").replace("\"n\":2", "\"n\":99999999999");
        String other = record(3, "c").replace("\"of\":1", "\"of\":-99999999999");
        segment("sam", 1, record(1, "a"), hostile, other, record(4, "d"));
        assertThat(find(AuditQuery.all())).containsExactly(record(4, "d"), record(1, "a"));
        assertThat(new FileAuditTrail(directory).find(AuditQuery.all()).notes()).hasSize(2);
    }

    @Test
    void lastLineIsLeftOutUntilItIsWritten() throws IOException {
        Path file = segment("sam", 1, record(1, "a"));
        Files.writeString(file, record(2, "b") + " ", StandardOpenOption.APPEND);
        assertThat(find(AuditQuery.all())).containsExactly(record(1, "a"));
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
        assertThat(find(AuditQuery.all())).containsExactly(record(2, "b") + " ", record(1, "a"));
    }

    @Test
    void entityAndActorMatchAsAWhole() throws IOException {
        String project = line(1, "\"actor\":\"bob\",\"entity\":\"Project\",\"entityId\":1");
        String code = line(2, "\"actor\":\"bobby\",\"entity\":\"ProjectCode\",\"entityId\":1");
        segment("sam", 1, project, code);
        assertThat(find(AuditQuery.all().ofType("Project"))).containsExactly(project);
        assertThat(find(AuditQuery.all().by("bob"))).containsExactly(project);
        assertThat(find(AuditQuery.all().by("bobby"))).containsExactly(code);
        assertThat(find(AuditQuery.all().by("bo"))).isEmpty();
    }

    @Test
    void aTypeWhoseNameLooksLikeAClassIsFoundByThatName() throws IOException {
        String dotted = line(1, "\"actor\":\"bob\",\"entity\":\"sam.Project\",\"entityId\":1");
        String simple = line(2, "\"actor\":\"bob\",\"entity\":\"Project\",\"entityId\":1");
        segment("sam", 1, dotted, simple);
        assertThat(find(AuditQuery.all().ofType("sam.Project"))).containsExactly(simple, dotted);
        assertThat(find(AuditQuery.all().ofType("Project"))).containsExactly(simple);
    }

    @Test
    void statementsOnATypeAreFoundWithItsRecordsAndNotWithThoseOfAnId() throws IOException {
        String update = line(1, "\"actor\":\"bob\",\"entity\":\"Project\",\"entityId\":1");
        String statement = line(
                        2,
                        "\"actor\":\"bob\",\"entity\":\"Project\",\"statement\":{\"kind\":\"DELETE\",\"hql\":\"delete Project\",\"rows\":3}")
                .replace("UPDATE", "STATEMENT");
        segment("sam", 1, update, statement);
        assertThat(find(AuditQuery.all().ofType("Project"))).containsExactly(statement, update);
        assertThat(find(AuditQuery.of("Project", 1))).containsExactly(update);
    }

    @Test
    void whatAnApplicationSuppliesDoesNotPassForAKey() throws IOException {
        String hostile = line(
                1,
                "\"actor\":\"eve\",\"entity\":\"Note\",\"entityId\":7,\"changes\":{\"actor\":{\"old\":null,\"new\":\"bob\"},"
                        + "\"entity\":\"Project\",\"x\":\"\\\"actor\\\":\\\"bob\\\"\"},\"context\":{\"actor\":\"bob\"}");
        segment("sam", 1, hostile);
        assertThat(find(AuditQuery.all().by("bob"))).isEmpty();
        assertThat(find(AuditQuery.all().ofType("Project"))).isEmpty();
        assertThat(find(AuditQuery.all().by("eve"))).containsExactly(hostile);
    }

    @Test
    void idIsMatchedByItsText() throws IOException {
        String number = line(1, "\"entity\":\"A\",\"entityId\":42");
        String text = line(2, "\"entity\":\"B\",\"entityId\":\"42\"");
        String longer = line(3, "\"entity\":\"C\",\"entityId\":421");
        String huge = line(4, "\"entity\":\"D\",\"entityId\":9223372036854775807");
        String none = line(5, "\"entity\":\"E\",\"details\":42");
        segment("sam", 1, number, text, longer, huge, none);
        assertThat(find(AuditQuery.all().withId(42))).containsExactly(text, number);
        assertThat(find(AuditQuery.all().withId(Long.MAX_VALUE))).containsExactly(huge);
        assertThat(find(AuditQuery.all().withId("9223372036854775806"))).isEmpty();
    }

    @Test
    void hugeNumbersAreTextsLikeOthersAndFillNoMemory() throws IOException {
        String id = line(1, "\"entity\":\"A\",\"entityId\":1E+1000000000");
        String value = line(
                2,
                "\"entity\":\"A\",\"entityId\":{\"a\":1E+3},\"changes\":{\"x\":{\"old\":1E-1000000000,\"new\":1.0E10}}");
        String context = line(3, "\"entity\":\"A\",\"entityId\":7,\"context\":{\"x\":1E+1000000000}");
        segment("sam", 1, id, value, context);
        assertThat(find(AuditQuery.of("A", "1E+1000000000"))).containsExactly(id);
        assertThat(find(AuditQuery.of("A", new BigDecimal("1E+1000000000")))).containsExactly(id);
        assertThat(find(AuditQuery.of("A", "{\"a\":1E+1000000000}"))).isEmpty();
        assertThat(find(AuditQuery.of("A", Map.of("a", new BigDecimal("1E+3")))))
                .containsExactly(value);
        assertThat(find(AuditQuery.all().containing("1E+1000000000"))).containsExactly(context, id);
        assertThat(find(AuditQuery.all().containing("1.0E10"))).containsExactly(value);
        assertThat(find(AuditQuery.all().withContext("x", "1E+1000000000"))).containsExactly(context);
    }

    @Test
    void idIsFoundHoweverItsNumberIsWritten() throws IOException {
        String small = line(1, "\"entity\":\"A\",\"entityId\":1.234E-5");
        String large = line(2, "\"entity\":\"A\",\"entityId\":1.0E10");
        segment("sam", 1, small, large);
        assertThat(find(AuditQuery.of("A", 1.234E-5))).containsExactly(small);
        assertThat(find(AuditQuery.of("A", 1.0E10))).containsExactly(large);
        assertThat(find(AuditQuery.all().withId(1.234E-5))).containsExactly(small);
    }

    @Test
    void compositeIdIsMatchedInAnyOrderOfItsKeys() throws IOException {
        String key = line(1, "\"entity\":\"Code\",\"entityId\":{\"project\":7,\"code\":\"X\"}");
        String other = line(2, "\"entity\":\"Code\",\"entityId\":{\"project\":8,\"code\":\"X\"}");
        String text = line(3, "\"entity\":\"Odd\",\"entityId\":\"{not json\"");
        segment("sam", 1, key, other, text);
        assertThat(find(AuditQuery.of("Code", "{\"code\":\"X\", \"project\":7}")))
                .containsExactly(key);
        assertThat(find(AuditQuery.all().withId("{\"project\":7}"))).isEmpty();
        assertThat(find(AuditQuery.all().withId("{not json"))).containsExactly(text);
    }

    @Test
    void namesOutsideAsciiAreFoundHoweverTheyAreWritten() throws IOException {
        String raw = line(1, "\"actor\":\"Jörg \uD83D\uDE00\",\"entity\":\"A\",\"entityId\":1");
        String escaped =
                line(2, "\"actor\":\"J\\u00f6rg \\ud83d\\ude00\",\"entity\":\"A\",\"entityId\":\"O\\u0027Neill\"");
        String plain = line(3, "\"actor\":\"Jörg\",\"entity\":\"A\",\"entityId\":1");
        segment("sam", 1, raw, escaped, plain);
        assertThat(find(AuditQuery.all().by("Jörg"))).containsExactly(plain);
        assertThat(find(AuditQuery.all().by("Jörg \uD83D\uDE00"))).containsExactly(escaped, raw);
        assertThat(find(AuditQuery.all().withId("O'Neill"))).containsExactly(escaped);
    }

    @Test
    void linesAreAnsweredUntouched() throws IOException {
        String odd = line(1, "\"entity\": \"A\", \"entityId\":1.50, \"label\":\"\\u0041\\/\"");
        segment("sam", 1, odd);
        assertThat(find(AuditQuery.all().withId("1.50"))).containsExactly(odd);
    }

    @Test
    void linesLongerThanABlockAndLinesOnItsEdgeAreRead() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            int length = i % 10 == 0 ? 3 * BLOCK : BLOCK / 4 - 200 + i;
            lines.add(line(i, "\"entity\":\"A\",\"entityId\":1,\"label\":\"" + "x".repeat(length) + "\""));
        }
        segment("sam", 1, lines.toArray(String[]::new));
        List<String> newestFirst = new ArrayList<>(lines);
        Collections.reverse(newestFirst);
        assertThat(find(AuditQuery.all().limit(500))).isEqualTo(newestFirst);
    }

    @Test
    void everyLengthOfLineAroundABlockIsRead() throws IOException {
        for (int length = BLOCK - 3; length <= BLOCK + 3; length++) {
            String last = record(2, "b");
            String first = line(1, "\"entity\":\"A\",\"entityId\":1,\"label\":\"\"");
            first = first.replace("\"\"}", "\"" + "x".repeat(length - first.length() - last.length()) + "\"}");
            Path file = segment("sam", 1, first, last);
            assertThat(find(AuditQuery.all())).containsExactly(last, first);
            Files.delete(file);
        }
    }

    @Test
    void fileWithoutLineEndsDoesNotFillTheMemory() throws IOException {
        byte[] garbage = new byte[3 * SegmentText.MAX_LINE];
        garbage[garbage.length - 1] = '\n';
        Path file = segment("sam", 1, record(1, "a"));
        Files.write(file, garbage, StandardOpenOption.APPEND);
        Files.writeString(file, record(2, "b") + "\n", StandardOpenOption.APPEND);
        assertThat(find(AuditQuery.all())).containsExactly(record(2, "b"), record(1, "a"));
    }

    @Test
    void linksOutOfTheDirectoryAreNotFollowed(@TempDir Path elsewhere) throws IOException {
        Path secret = elsewhere.resolve("other.0000000000000001.jsonl");
        Files.writeString(secret, record(1, "secret") + "\n");
        Files.createSymbolicLink(directory.resolve("other.0000000000000001.jsonl"), secret);
        assertThat(find(AuditQuery.all())).isEmpty();
    }

    @Test
    void missingDirectoryIsAnErrorThatNamesItAndTheSetting() {
        Path missing = directory.resolve("missing");
        FileAuditTrail trail = new FileAuditTrail(missing);
        assertThatThrownBy(() -> trail.find(AuditQuery.all()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("audit.ledger.directory");
    }

    private List<String> find(AuditQuery query) {
        List<String> newest = newest(query);
        List<String> oldest = new ArrayList<>(
                json(new FileAuditTrail(directory).find(query.oldestFirst().limit(Integer.MAX_VALUE))));
        Collections.reverse(oldest);
        assertThat(oldest.subList(0, newest.size())).as("the other way round").isEqualTo(newest);
        return newest;
    }

    private List<String> newest(AuditQuery query) {
        return json(new FileAuditTrail(directory).find(query));
    }

    private static List<String> json(AuditPage page) {
        return page.records().stream().map(AuditRecord::json).toList();
    }

    private Path segment(String stream, int firstSeq, String... lines) throws IOException {
        Path file = directory.resolve("%s.%016d.jsonl".formatted(stream, firstSeq));
        return Files.write(file, List.of(lines), StandardCharsets.UTF_8);
    }

    private static String record(int n, String actor) {
        return line(n, "\"actor\":\"" + actor + "\",\"entity\":\"Project\",\"entityId\":" + n);
    }

    private static String at(String time, int n) {
        return line(n, "\"entity\":\"A\",\"entityId\":1").replaceFirst("T10:00:00.[0-9]{6}", "T" + time + ".000000");
    }

    private static String line(int n, String keys) {
        String actor = keys.contains("\"actor\":") ? "" : "\"actor\":\"ann\",";
        return ("{\"v\":1,\"@timestamp\":\"2026-11-20T10:00:00.%06dZ\",\"stream\":\"sam\",\"tx\":\"t\",\"n\":%d,\"of\":1,"
                        + "\"action\":\"UPDATE\",%s%s,\"seq\":%d,\"hash\":\"\"}")
                .formatted(n, n, actor, keys, n);
    }
}
