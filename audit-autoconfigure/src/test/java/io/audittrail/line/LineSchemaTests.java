package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.audittrail.Actor;
import io.audittrail.AuditPause;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Elements;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema that readers of the log may rely on, held against what is written. */
class LineSchemaTests {

    private static final Path SCHEMA = Path.of("..", "docs", "line.schema.json");
    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus", "v1");

    private final Schema schema = schema();

    @Test
    void linesThatWereEverWrittenFitIt() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path log : List.of(CORPUS.resolve("whole"), CORPUS.resolve("broken"))) {
            for (StoredSegment segment : SegmentDirectory.list(log).segments("corpus")) {
                try (InputStream text = segment.open()) {
                    new String(text.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.endsWith("\"}")) // One was torn on purpose.
                            .forEach(lines::add);
                }
            }
        }
        assertThat(lines)
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(errors(line)).as(line).isEmpty());
    }

    @Test
    void linesThatAreWrittenNowFitIt() {
        List<String> lines = Records.sealed(
                "sam-web-1",
                Records.example(),
                Records.set(new ChangeRecord(
                        Operation.DELETE,
                        new EntityRef("Code", Map.of("project", 7, "code", "X")),
                        null,
                        Actor.job("nightly").via("alice"),
                        null,
                        List.of(new Change("title", null, null), new Change("place", Map.of("x", 1), List.of(1))))));
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(errors(line)).isEmpty());
    }

    @Test
    void collectionsReadsAndStatementsFitIt() {
        Map<String, Object> digest = Map.of("length", 101, "sha256", "00");
        List<String> lines = Records.sealed(
                "sam-web-1",
                Records.set(
                        Records.update(
                                1,
                                new Change("tags", Elements.of(List.of("a"), List.of(1, Map.of("x", 2)))),
                                new Change("roles", Elements.none()),
                                new Change("steps", Elements.ofList(List.of("a", "b"), List.of("b", "a"))),
                                new Change("many", Elements.ofLongList(List.of("a"), List.of(), digest, digest, true)),
                                new Change(
                                        "limits",
                                        Elements.ofMap(
                                                List.of(Elements.entry("a", 1), Elements.entry(2, null)),
                                                List.of(Elements.entry("a", 2))))),
                        new ChangeRecord(
                                Operation.READ,
                                new EntityRef("Project", 1),
                                "NCAR0001",
                                Actor.user("bob"),
                                "ticket 123",
                                List.of()),
                        statement("Project", Map.of("title", "Old"), List.of(), 17L, null),
                        statement(null, Map.of(), List.of(Map.of("1", 1), Map.of("1", 2)), null, "unread"),
                        StatementRecord.paused(new AuditPause("first load"), 12L, Actor.SYSTEM)));
        assertThat(lines)
                .hasSize(5)
                .allSatisfy(line -> assertThat(errors(line)).as(line).isEmpty());
        assertThat(errors(lines.get(2).replace("\"kind\":\"UPDATE\",", ""))).isNotEmpty();
        assertThat(errors(lines.get(0).replace("\"removed\":[1,", "\"gone\":[1,")))
                .isNotEmpty();
    }

    private static StatementRecord statement(
            @Nullable String entity,
            Map<String, Object> parameters,
            List<Map<String, Object>> batch,
            @Nullable Long rows,
            @Nullable String note) {
        return new StatementRecord(
                StatementRecord.Kind.UPDATE,
                entity,
                StatementRecord.Language.SQL,
                "update project set title = ?",
                new LinkedHashMap<>(parameters),
                batch.stream()
                        .<Map<String, @Nullable Object>>map(LinkedHashMap::new)
                        .toList(),
                List.of("project"),
                rows,
                note,
                Actor.SYSTEM,
                null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"actor\":\"bob\",        | ''",
                "\"seq\":1,                | \"seq\":0,",
                "\"action\":\"UPDATE\"     | \"action\":\"DROP\"",
                "\"old\":\"Old\",          | ''",
                "\"unit\":\"sam\"          | \"unit\":\"sam\",\"more\":1",
                ".123456Z                  | Z",
                "\"v\":1                   | \"v\":2",
            })
    void whatIsOtherwiseDoesNot(String part, String otherwise) {
        String line = Records.sealed("sam-web-1", Records.example()).get(0);
        assertThat(line).contains(part);
        assertThat(errors(line.replace(part, otherwise))).isNotEmpty();
    }

    private List<Error> errors(String line) {
        return schema.validate(line, InputFormat.JSON);
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
