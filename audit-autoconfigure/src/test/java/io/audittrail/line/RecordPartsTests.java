package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditPause;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Elements;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Hidden;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRecord.Language;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was encoded is read again. */
class RecordPartsTests {

    private static final Actor BOB = Actor.user("bob").via("alice");

    @Test
    void collectionsComeBack() throws ParseException {
        comesBack(new Change("tags", Elements.none()));
        comesBack(new Change("tags", Elements.of(Arrays.asList("a", null, 1L), List.of(Map.of("x", 2L), "a"))));
        assertThat(changes(new Change("steps", Elements.ofList(List.of("a", "b"), List.of("a", "c")))))
                .containsExactly(new Change("steps", Elements.of(List.of("c"), List.of("b"))));
        comesBack(new Change(
                "limits",
                Elements.ofMap(
                        List.of(Elements.entry("a", 1L), Elements.entry("b", null), Elements.entry(7L, "gone")),
                        List.of(Elements.entry("a", 2L), Elements.entry("b", List.of()), Elements.entry("c", null)))));
    }

    @Test
    void aReorderedListComesBackAsItsTwoSides() throws ParseException {
        Change turned = new Change("steps", Elements.ofList(List.of("a", "b"), List.of("b", "a")));
        assertThat(json(turned)).contains("\"changes\":{\"steps\":{\"old\":[\"a\",\"b\"],\"new\":[\"b\",\"a\"]}}");
        assertThat(changes(turned)).containsExactly(new Change("steps", List.of("a", "b"), List.of("b", "a")));
    }

    @Test
    void aLongListComesBackWithItsDigests() throws ParseException {
        Map<String, Object> before = Map.of("length", 101L, "sha256", "aa");
        Map<String, Object> after = Map.of("length", 102L, "sha256", "bb");
        comesBack(new Change("steps", Elements.ofLongList(List.of("a"), List.of(), before, after, true)));
        comesBack(new Change(
                "steps", Elements.ofLongList(List.of("a"), List.of(), List.of("only", "before"), after, true)));

        Change inOrder = new Change("steps", Elements.ofLongList(List.of("a"), List.of(), before, after, false));
        assertThat(json(inOrder)).contains("\"steps\":{\"added\":[\"a\"],\"removed\":[]}");
    }

    @Test
    void aMaskedValueOfAMapIsStillAChangeWhenItComesBack() throws ParseException {
        Change change = new Change(
                "pins",
                Elements.ofMap(
                        List.of(Elements.entry("a", Hidden.MASKED)), List.of(Elements.entry("a", Hidden.MASKED))));
        Elements read = Objects.requireNonNull(changes(change).get(0).elements());
        assertThat(read.changed()).containsExactly(new Change("a", "[masked]", "[masked]"));
    }

    @Test
    void aValueThatLooksLikeACollectionIsAValueOfItsKey() throws ParseException {
        Map<String, Object> looks = Map.of("added", List.of(), "removed", List.of());
        comesBack(new Change(
                "documents", Elements.ofMap(List.of(Elements.entry("a", 1L)), List.of(Elements.entry("a", looks)))));
    }

    @Test
    void keysOfMapsAreNotRememberedAsNamesOfProperties() throws ParseException {
        LineEncoder encoder = new LineEncoder("sam-web-1");
        IntStream.range(0, 30_000)
                .forEach(i -> line(
                        encoder,
                        record(new Change(
                                "limits",
                                Elements.ofMap(
                                        List.of(Elements.entry("k" + i, 1L)), List.of(Elements.entry("k" + i, 2L)))))));
        assertThat(encoder.knownProperties()).isEqualTo(1);
    }

    @Test
    void aReadHasNeitherChangesNorStatement() throws ParseException {
        ChangeRecord read =
                new ChangeRecord(Operation.READ, new EntityRef("Project", 1L), "NCAR0001", BOB, null, List.of());
        Map<String, @Nullable Object> line = parsed(line(new LineEncoder("s"), read));
        assertThat(line).doesNotContainKeys("changes", "statement").containsEntry("action", "READ");
        assertThat(RecordParts.changes(line)).isEmpty();
        assertThat(RecordParts.statement(line)).isNull();
    }

    @Test
    void statementsComeBack() throws ParseException {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("title", "Old");
        parameters.put("1", null);
        parameters.put("ids", List.of(1L, 2L));
        for (Kind kind : Kind.values()) {
            comesBack(statement(kind, Language.HQL, "Project", parameters, List.of(), 17L, null));
            comesBack(statement(kind, Language.SQL, null, parameters, List.of(), null, "It could not be read"));
            comesBack(statement(kind, Language.SQL, null, Map.of(), List.of(parameters, Map.of()), 0L, null));
        }
    }

    @Test
    void aPauseComesBack() throws ParseException {
        comesBack(StatementRecord.paused(new AuditPause("first load"), 12L, BOB));
        comesBack(StatementRecord.paused(new AuditPause("first load", Set.of("project", "sam.member")), null, BOB));
    }

    @Test
    void whatAStatementHidesStaysHidden() throws ParseException {
        StatementRecord hidden =
                statement(Kind.UPDATE, Language.SQL, "User", Map.of("1", Hidden.MASKED), List.of(), 1L, null);
        StatementRecord read =
                Objects.requireNonNull(RecordParts.statement(parsed(line(new LineEncoder("s"), hidden))));
        assertThat(read.parameters()).containsEntry("1", "[masked]");
    }

    @Test
    void whatNoLogHasWrittenIsRefused() throws ParseException {
        for (String changes : List.of(
                "{\"a\":{\"added\":1,\"removed\":[]}}",
                "{\"a\":{\"added\":[],\"removed\":[],\"changed\":[]}}",
                "{\"a\":{\"added\":[1],\"removed\":[],\"changed\":{\"k\":{\"old\":1,\"new\":2}}}}",
                "{\"a\":{\"added\":[],\"removed\":[],\"changed\":{\"k\":1}}}",
                "{\"a\":{\"old\":null,\"new\":[],\"added\":[],\"removed\":[]}}")) {
            Map<String, @Nullable Object> line = parsed("{\"changes\":" + changes + "}");
            assertThatThrownBy(() -> RecordParts.changes(line))
                    .as(changes)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String statement : List.of(
                "1",
                "{}",
                "{\"kind\":\"UPSERT\",\"sql\":\"x\"}",
                "{\"kind\":\"UPDATE\",\"sql\":1}",
                "{\"kind\":\"UPDATE\",\"sql\":\"x\",\"batch\":[1]}")) {
            Map<String, @Nullable Object> line = parsed("{\"actor\":\"bob\",\"statement\":" + statement + "}");
            assertThatThrownBy(() -> RecordParts.statement(line))
                    .as(statement)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void comesBack(Change change) throws ParseException {
        assertThat(changes(change)).containsExactly(change);
    }

    private static List<Change> changes(Change change) throws ParseException {
        return RecordParts.changes(parsed(json(change)));
    }

    private static void comesBack(StatementRecord record) throws ParseException {
        assertThat(RecordParts.statement(parsed(line(new LineEncoder("s"), record))))
                .isEqualTo(record);
    }

    private static StatementRecord statement(
            Kind kind,
            Language language,
            @Nullable String entity,
            Map<String, @Nullable Object> parameters,
            List<Map<String, @Nullable Object>> batch,
            @Nullable Long rows,
            @Nullable String note) {
        return new StatementRecord(
                kind,
                entity,
                language,
                "update project set title = ? where id in (?)",
                parameters,
                batch,
                List.of("project", "sam.\"Other\""),
                rows,
                note,
                BOB,
                "ticket 123");
    }

    private static ChangeRecord record(Change... changes) {
        return new ChangeRecord(
                Operation.UPDATE, new EntityRef("Project", 1L), null, BOB, null, new ArrayList<>(List.of(changes)));
    }

    private static String json(Change change) {
        return line(new LineEncoder("s"), record(change));
    }

    private static String line(LineEncoder encoder, Entry record) {
        Lines lines = new Lines(256);
        encoder.encode(Records.set(record), lines);
        return new String(lines.buffer().array(), 0, lines.buffer().length(), StandardCharsets.UTF_8) + "}";
    }

    private static Map<String, @Nullable Object> parsed(String line) throws ParseException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return Collections.unmodifiableMap(Json.object(bytes, 0, bytes.length));
    }
}
