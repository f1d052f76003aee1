package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.sample.sam.domain.ProjectCode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole application, as its users and its log's readers meet it: over HTTP, with the collector at work. Each kind of
 * database runs it. NCAR0001 belongs to the quick start; other tests work on projects of their own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SampleApplicationContract {

    private static final String LOG = "/actuator/audittrail";
    private static final String LEDGER = "/actuator/auditledger";

    private RunningSample sample = unstarted();
    private List<String> atStart = List.of();

    /** Where the databases are. */
    abstract List<String> settings();

    abstract void stopDatabases() throws Exception;

    @BeforeAll
    void start(@TempDir Path directory) {
        sample = new RunningSample(directory, settings());
        atStart = sample.ledger.lines();
    }

    @AfterAll
    void stop() throws Exception {
        sample.close();
        stopDatabases();
        sample.ledger.assertChainHolds();
        List<String> lines = sample.ledger.lines();
        assertThat(lines.get(lines.size() - 1)).contains("\"control\":\"stopped\"");
    }

    @SuppressWarnings("NullAway") // JUnit starts it before the first test
    private static RunningSample unstarted() {
        return null;
    }

    @Test
    void aMembersChangeIsExactlyThisLineInTheLogAndTheAuditorGetsItsBytes() throws Exception {
        long id = sample.id("project", "projcode", "NCAR0001");
        assertThat(sample.get("bob", "/api/projects").body()).contains("\"title\":\"Old\"");

        List<String> written = sample.ledger.linesWrittenBy(
                () -> sample.change("bob", "PUT", "/api/projects/NCAR0001", "{\"title\":\"New\"}"));

        assertThat(written).singleElement().asString().matches("""
                {"v":1,"@timestamp":"<timestamp>","stream":"sam-web-<host>","tx":"<uuid>","n":1,"of":1,"unit":"sam",\
                "actor":"bob","action":"UPDATE","entity":"Project","entityId":%d,"label":"NCAR0001",\
                "changes":{"title":{"old":"Old","new":"New"}},\
                "context":{"request":"PUT /api/projects/NCAR0001","ip":"127.0.0.1"},"seq":<number>,"hash":"<hash>"}\
                """.formatted(id)
                .replaceAll("[{}]", "\\\\$0")
                .replace("<timestamp>", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z")
                .replace("<host>", "[A-Za-z0-9_-]+")
                .replace("<uuid>", "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .replace("<number>", String.valueOf(sample.ledger.lines().size()))
                .replace("<hash>", "[0-9a-f]{64}"));
        HttpResponse<String> found = sample.get("auditor", LOG + "?entity=Project&id=" + id + "&actor=bob&limit=1");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).startsWith("{\"records\":[" + written.get(0) + "],\"next\":");
        assertThat(sample.get("bob", "/api/projects").body())
                .as("the list that a sink keeps fresh")
                .contains("\"title\":\"New\"")
                .doesNotContain("\"title\":\"Old\"");
    }

    @Test
    void whoReadsTheLogStandsInIt() throws Exception {
        List<String> written = sample.ledger.linesWrittenBy(() -> {
            sample.change("bob", "PUT", "/api/projects/NCAR0001", "{\"title\":\"Read\"}");
            sample.get("auditor", LOG + "?entity=Project&limit=1");
            sample.get("auditor", LOG + "?entitty=Project");
            sample.get("bob", LOG);
        });
        assertThat(written)
                .hasSize(2)
                .last()
                .asString()
                .contains("\"control\":\"log-read\",\"details\":{\"actor\":\"auditor\","
                        + "\"query\":{\"entity\":\"Project\",\"limit\":\"1\"},\"records\":1}");
    }

    @Test
    void onlyTheAuditorMayReadTheLog() throws Exception {
        assertThat(sample.get(null, LOG).statusCode()).isEqualTo(401);
        for (String user : List.of("bob", "alice", "admin")) {
            assertThat(sample.get(user, LOG).statusCode()).as(user).isEqualTo(403);
        }
        assertThat(sample.get("auditor", LOG).statusCode()).isEqualTo(200);
        assertThat(sample.get("bob", LEDGER + "/coverage").statusCode()).isEqualTo(403);
        assertThat(sample.get(null, LEDGER + "/coverage").statusCode()).isEqualTo(401);
        assertThat(sample.get(null, "/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void theAuditorSeesWhatIsRecordedAndWhy() throws Exception {
        HttpResponse<String> response = sample.get("auditor", LEDGER + "/coverage");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode unit = LedgerFiles.json(response.body()).path("units").path(0);
        assertThat(text(unit, "unit")).isEqualTo("sam");
        Map<String, String> types = new TreeMap<>();
        unit.path("types").values().forEach(type -> types.put(text(type, "entity"), text(type, "why")));
        assertThat(types)
                .containsEntry("Project", "audit.entities.mode=audited")
                .containsEntry("ApiCredentials", "audit.entities.exclude")
                .doesNotContainKeys("NodeStatus", "Outage");
    }

    @Test
    void theAuditorSeesTheStreamAndNoPlaceOfTheServer() throws Exception {
        for (String user : List.of("bob", "alice", "admin")) {
            assertThat(sample.get(user, LEDGER).statusCode()).as(user).isEqualTo(403);
        }
        String answer = sample.get("auditor", LEDGER).body();
        JsonNode stream = LedgerFiles.json(answer).path("streams").path(0);
        assertThat(text(stream, "stream")).startsWith("sam-web-");
        assertThat(stream.path("own").booleanValue()).isTrue();
        assertThat(answer).doesNotContain(".jsonl");
    }

    @Test
    void theAuditorSeesThatTheLogIsWhole() throws Exception {
        assertThat(sample.get("bob", LEDGER + "/verification").statusCode()).isEqualTo(403);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode answer = LedgerFiles.json(
                    sample.get("auditor", LEDGER + "/verification").body());
            assertThat(text(answer, "state")).isEqualTo("done");
            assertThat(answer.path("result").path("whole").booleanValue()).isTrue();
        });
    }

    @Test
    void theSeedIsWrittenByTheJobSeedAndSaysNothingOfCredentials() {
        List<JsonNode> lines = atStart.stream().map(LedgerFiles::json).toList();
        assertThat(lines.subList(0, 2))
                .extracting(line -> line.path("control").stringValue())
                .containsExactly("segment-opened", "started");
        List<JsonNode> seed = lines.subList(2, lines.size());
        assertThat(seed).allSatisfy(record -> {
            assertThat(text(record, "actor")).isEqualTo("seed");
            assertThat(text(record, "actorKind")).isEqualTo("job");
            assertThat(text(record, "action")).isEqualTo("CREATE");
            assertThat(record.path("of").intValue()).isEqualTo(seed.size());
        });
        Set<String> types =
                new TreeSet<>(seed.stream().map(r -> text(r, "entity")).toList());
        assertThat(types)
                .containsExactly(
                        "Account",
                        "Allocation",
                        "AllocationTransaction",
                        "ComputeResource",
                        "Contract",
                        "EmailAddress",
                        "Organization",
                        "Project",
                        "ProjectCode",
                        "Role",
                        "StorageResource",
                        "User");
        assertThat(atStart).noneMatch(line -> line.contains("not-a-real-key"));
        assertThat(seed)
                .filteredOn(record -> text(record, "entity").equals("ProjectCode"))
                .first()
                .satisfies(record -> assertThat(record.path("entityId").toString())
                        .isEqualTo("{\"facility\":\"NCAR\",\"prefix\":\"NCAR\"}"));
    }

    @Test
    void anEntityIsFoundByItsOwnKeyClass() {
        ProjectCode.Key key = new ProjectCode.Key("NCAR", "NCAR");
        assertThat(sample.trail.find(AuditQuery.of(ProjectCode.class, key)).records())
                .extracting(AuditRecord::entityId)
                .containsExactly(Map.of("facility", "NCAR", "prefix", "NCAR"));
        assertThat(sample.trail.stateAt(ProjectCode.class, key, Instant.now()).properties())
                .containsEntry("digits", 4);
    }

    @Test
    void aFailingCallLeavesDatabaseAndLogUnchanged() throws Exception {
        List<Map<String, Object>> before = everythingOf("NCAR0001");
        assertThat(before).hasSizeGreaterThan(1);

        List<String> written = sample.ledger.linesWrittenBy(() -> {
            HttpResponse<String> response =
                    sample.call("bob", "POST", "/api/projects/NCAR0001/deactivate?fail=true", null);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        });

        assertThat(everythingOf("NCAR0001")).isEqualTo(before);
        assertThat(written).isEmpty();
    }

    @Test
    void outagesAndMeasurementsAreWrittenAndLeaveTheLogUnchanged() throws Exception {
        String outage = "{\"resource\":\"derecho\",\"title\":\"%s\",\"startedAt\":\"2026-11-20T08:00:00Z\"}";
        List<String> written = sample.ledger.linesWrittenBy(() -> {
            HttpResponse<String> created = sample.change("bob", "POST", "/api/outages", outage.formatted("Power"));
            long id = LedgerFiles.json(created.body()).path("id").longValue();
            sample.change("bob", "PUT", "/api/outages/" + id, outage.formatted("Power and cooling"));
            Object measured = lastMeasurement();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !lastMeasurement().equals(measured));
        });
        assertThat(sample.get("bob", "/api/outages").body()).contains("Power and cooling");
        assertThat(written).isEmpty();
    }

    @Test
    void theAdministratorActingAsBobIsSeenBehindHim() throws Exception {
        HttpResponse<String> switched = sample.change("admin", "POST", "/login/impersonate?username=bob", null);
        assertThat(switched.headers().firstValue("Set-Cookie").orElseThrow()).contains("SameSite=Strict");

        List<String> written = sample.ledger.linesWrittenBy(() -> assertThat(
                        sample.callAfter(switched, "PUT", "/api/projects/NCAR0002", "{\"title\":\"Ice nuclei\"}")
                                .statusCode())
                .isEqualTo(200));
        assertThat(written).singleElement().asString().contains("\"actor\":\"bob\",\"via\":\"admin\",\"action\"");
    }

    @Test
    void aProjectIsCreatedAndDeletedWithEveryAttribute() throws Exception {
        List<JsonNode> created = sample.ledger.recordsWrittenBy(() -> sample.project("NCAR0100"));
        assertThat(created).extracting(SampleApplicationContract::summary).containsExactly("CREATE Project NCAR0100");
        assertThat(created.get(0).path("changes").toString())
                .isEqualTo("""
                        {"abstractText":{"old":null,"new":"Why"},"active":{"old":null,"new":true},\
                        "lead":{"old":null,"new":%d},"members":{"added":[],"removed":[]},"parent":{"old":null,"new":null},\
                        "projcode":{"old":null,"new":"NCAR0100"},"title":{"old":null,"new":"Title of NCAR0100"}}\
                        """.formatted(sample.id("users", "username", "bob")));

        List<JsonNode> deleted =
                sample.ledger.recordsWrittenBy(() -> sample.change("bob", "DELETE", "/api/projects/NCAR0100", null));
        assertThat(deleted).extracting(SampleApplicationContract::summary).containsExactly("DELETE Project NCAR0100");
        assertThat(deleted.get(0).path("changes").path("title").toString())
                .isEqualTo("{\"old\":\"Title of NCAR0100\",\"new\":null}");
    }

    @Test
    void membersComeAndGoAsUpdatesOfTheirProject() throws Exception {
        sample.project("NCAR0101");
        long alice = sample.id("users", "username", "alice");
        assertThat(sample.ledger.recordsWrittenBy(() -> {
                    sample.change("bob", "PUT", "/api/projects/NCAR0101/members/alice", null);
                    sample.change("bob", "DELETE", "/api/projects/NCAR0101/members/alice", null);
                }))
                .extracting(record -> summary(record) + " " + record.path("changes"))
                .containsExactly(
                        "UPDATE Project NCAR0101 {\"members\":{\"added\":[" + alice + "],\"removed\":[]}}",
                        "UPDATE Project NCAR0101 {\"members\":{\"added\":[],\"removed\":[" + alice + "]}}");
    }

    @Test
    void anAllocationIsGrantedAdjustedAndWithdrawnWithAllThatBelongsToIt() throws Exception {
        sample.project("NCAR0102");
        long[] id = new long[1];
        assertThat(sample.ledger.recordsWrittenBy(
                        () -> id[0] = sample.allocate("NCAR0102", "2026-01-01", "2027-01-01")))
                .extracting(SampleApplicationContract::summary)
                .containsExactlyInAnyOrder("CREATE Account", "CREATE Allocation", "CREATE AllocationTransaction");

        List<String> adjusted = sample.ledger.linesWrittenBy(() -> sample.change(
                "alice",
                "POST",
                "/api/allocations/" + id[0] + "/adjustments",
                "{\"amount\":-0.25,\"comment\":\"Refund\"}"));
        assertThat(adjusted)
                .extracting(line -> summary(LedgerFiles.json(line)))
                .containsExactlyInAnyOrder(
                        "UPDATE Allocation", "CREATE ChargeAdjustment", "CREATE AllocationTransaction");
        assertThat(adjusted)
                .filteredOn(line -> line.contains("\"action\":\"UPDATE\""))
                .singleElement()
                .asString()
                .contains("\"changes\":{\"amount\":{\"old\":100.50,\"new\":100.25}}");

        assertThat(sample.ledger.recordsWrittenBy(
                        () -> sample.change("bob", "DELETE", "/api/allocations/" + id[0], null)))
                .extracting(SampleApplicationContract::summary)
                .as("the row stays, marked as deleted")
                .containsExactlyInAnyOrder("DELETE Allocation", "CREATE AllocationTransaction");
    }

    @Test
    void aProjectIsDeactivatedWithItsAccountsAndAllocationsInOneTransaction() throws Exception {
        sample.project("NCAR0103");
        sample.allocate("NCAR0103", "2026-01-01", null);
        List<JsonNode> written = sample.ledger.recordsWrittenBy(
                () -> sample.change("bob", "POST", "/api/projects/NCAR0103/deactivate", null));
        assertThat(written)
                .extracting(SampleApplicationContract::summary)
                .containsExactlyInAnyOrder("UPDATE Project NCAR0103", "UPDATE Account", "UPDATE Allocation");
        assertThat(written).extracting(record -> text(record, "tx")).containsOnly(text(written.get(0), "tx"));
    }

    /** A bulk statement goes past the entities, and is recorded as what it is. */
    @Test
    void expiringProjectsInOneStatementIsOneRecord() throws Exception {
        sample.project("NCAR0104");
        sample.allocate("NCAR0104", "1999-01-01", "1999-12-31");
        List<JsonNode> written = sample.ledger.recordsWrittenBy(
                () -> assertThat(sample.change("bob", "POST", "/api/projects/expire?before=2000-01-01", null)
                                .body())
                        .isEqualTo("{\"expired\":1}"));
        assertThat(written).singleElement().satisfies(record -> {
            assertThat(summary(record)).isEqualTo("STATEMENT Project");
            assertThat(record.path("statement").path("rows").asInt()).isEqualTo(1);
        });
        assertThat(sample.get("bob", "/api/projects/NCAR0104").body()).contains("\"active\":false");
    }

    private static String summary(JsonNode record) {
        String label = record.has("label") ? " " + text(record, "label") : "";
        return text(record, "action") + " " + text(record, "entity") + label;
    }

    private static String text(JsonNode record, String key) {
        return record.path(key).asString();
    }

    private List<Map<String, Object>> everythingOf(String projcode) {
        return sample.sam.queryForList("""
                select p.*, a.active as account_active, l.amount, l.end_date, l.deleted from project p
                left join account a on a.project_id = p.id left join allocation l on l.account_id = a.id
                where p.projcode = ? order by l.id""", projcode);
    }

    private Object lastMeasurement() {
        return sample.systemStatus.queryForMap("select max(measured_at) as last from node_status");
    }
}
