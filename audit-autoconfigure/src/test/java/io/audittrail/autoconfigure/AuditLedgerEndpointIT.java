package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.audittrail.hibernate.Uncaptured;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Project;
import io.audittrail.ledger.Ledger;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a whole web application says of its log over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditLedgerEndpointIT {

    private static final String LEDGER = "/actuator/auditledger";
    private static final String[] OPEN = {
        "management.endpoints.web.exposure.include=auditledger", "management.endpoint.auditledger.access=read-only"
    };

    @TempDir
    static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext open = unstarted();

    @BeforeAll
    void startOpen() {
        open = start(directory.resolve("log"), OPEN);
    }

    @AfterAll
    void stop() {
        open.close();
    }

    @SuppressWarnings("NullAway") // JUnit starts it before the first test
    private static ConfigurableApplicationContext unstarted() {
        return null;
    }

    @Test
    void nothingIsComparedWithoutTriggers() throws Exception {
        HttpResponse<String> response = get(open, LEDGER + "/reconciliation?from=2026-11-20T22:05:31Z");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("detail").asString())
                .contains("audit.postgres.triggers.enabled=true", "audit.ledger.enabled=true");
    }

    @Test
    void ledgerShowsItsStreamsItsSettingsAndWhatWaits() throws Exception {
        Path log = directory.resolve("shown");
        String[] settings = {
            OPEN[0],
            OPEN[1],
            "audit.checkpoints.log=true",
            "audit.ledger.retention.max-age=30d",
            "audit.ledger.max-segment-size=4KB"
        };
        try (ConfigurableApplicationContext context = start(log, settings)) {
            EntityManagerFactory entities = context.getBean(EntityManagerFactory.class);
            for (int i = 0; i < 20; i++) {
                String code = "P" + i;
                entities.runInTransaction(em -> em.persist(new Project(code, "T")));
            }
            await().until(() -> {
                try (Stream<Path> files = Files.list(log)) {
                    return files.anyMatch(file -> file.toString().endsWith(".gz"));
                }
            });
            await().until(() -> !json(get(context, LEDGER))
                    .path("streams")
                    .path(0)
                    .path("lastCheckpoint")
                    .isNull());
            HttpResponse<String> response = get(context, LEDGER);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(response.body()).doesNotContain(directory.toString(), ".jsonl");
            JsonNode ledger = json(response);
            assertThat(ledger.propertyNames())
                    .containsExactlyInAnyOrder(
                            "streams",
                            "ledger",
                            "tables",
                            "delivery",
                            "drain",
                            "onFailure",
                            "fsync",
                            "retention",
                            "checkpoints",
                            "backlog",
                            "failure",
                            "gaps");
            assertThat(ledger.path("delivery").asString()).isEqualTo("direct");
            assertThat(ledger.path("onFailure").asString()).isEqualTo("open");
            assertThat(ledger.path("fsync").asString()).isEqualTo("never");
            assertThat(ledger.path("retention").toString()).isEqualTo("{\"maxAge\":\"PT720H\",\"maxSize\":null}");
            assertThat(ledger.path("checkpoints").toString())
                    .isEqualTo("{\"file\":false,\"log\":true,\"signed\":false}");
            assertThat(ledger.path("backlog").toString())
                    .isEqualTo("{\"waitingTransactions\":0,\"waitingRecords\":0,\"waitingBytes\":0,"
                            + "\"lostRecords\":0,\"outboxRows\":null,\"outboxAge\":null}");
            assertThat(ledger.path("streams")).hasSize(1);
            JsonNode stream = ledger.path("streams").path(0);
            assertThat(stream.path("stream").asString()).isEqualTo("sam");
            assertThat(stream.path("own").asBoolean()).isTrue();
            assertThat(stream.path("firstSeq").asLong()).isEqualTo(1);
            assertThat(stream.path("lastSeq").asLong())
                    .isEqualTo(context.getBean(Ledger.class).seq());
            assertThat(stream.path("hash").asString()).matches("[0-9a-f]{64}");
            assertThat(stream.path("lastCheckpoint").path("signed").asBoolean()).isFalse();
            JsonNode segments = stream.path("segments");
            assertThat(segments.size()).isGreaterThan(1);
            assertThat(segments.path(0).path("compressed").asBoolean()).isTrue();
            assertThat(segments.path(0).path("active").asBoolean()).isFalse();
            assertThat(segments.path(0).path("id").asString()).matches("[0-9a-f]{16}");
            assertThat(segments.path(segments.size() - 1).path("active").asBoolean())
                    .isTrue();
            assertThat(ledger.path("gaps").toString()).isEqualTo("{\"asOf\":null,\"list\":[]}");
        }
        try (ConfigurableApplicationContext context = start(log, OPEN)) {
            verified(context, "");
            await().until(() ->
                    !json(get(context, LEDGER)).path("gaps").path("asOf").isNull());
            JsonNode gaps = json(get(context, LEDGER)).path("gaps").path("list");
            assertThat(gaps).hasSize(1);
            assertThat(gaps.path(0).path("kind").asString()).isEqualTo("OFF");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream=sam", "segment=..%2F..%2Fetc", "limit=99999999"})
    void ledgerKnowsNoParameters(String query) throws Exception {
        assertThat(get(open, LEDGER + "?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void coverageTellsEachAttributeOfEachTypeAndWhatIsNotCaptured() throws Exception {
        HttpResponse<String> response = get(open, LEDGER + "/coverage");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode coverage = json(response);
        assertThat(coverage.path("units")).hasSize(1);
        JsonNode unit = coverage.path("units").path(0);
        assertThat(unit.path("unit").asString()).isEqualTo("default");
        JsonNode project = named("entity", "Project", unit.path("types"));
        assertThat(project.path("audited").asBoolean()).isTrue();
        assertThat(project.path("why").asString()).isEqualTo("audit.entities.mode=audited");
        assertThat(named("attribute", "apiToken", project.path("attributes")).toString())
                .contains("\"policy\":\"masked\"", "\"why\":\"audit.properties.mask=token\"");
        assertThat(named("attribute", "tags", project.path("attributes")).toString())
                .contains("\"policy\":\"audited\"");
        assertThat(named("attribute", "title", project.path("attributes")).toString())
                .contains("\"policy\":\"audited\"");
        JsonNode person = named("entity", "Person", unit.path("types"));
        assertThat(person.path("audited").asBoolean()).isFalse();
        assertThat(person.path("why").asString()).isEqualTo("audit.entities.exclude");
        assertThat(named("attribute", "name", person.path("attributes")).toString())
                .contains("\"policy\":\"excluded\"");
        assertThat(coverage.path("notCaptured").values().stream()
                        .map(path -> path.path("path").asString()))
                .containsExactlyElementsOf(
                        Uncaptured.ALWAYS.stream().map(Uncaptured::path).toList());
    }

    @Test
    void hookThatDidNotLinkIsAmongWhatIsNotCaptured() throws Exception {
        try (ConfigurableApplicationContext context = start(directory.resolve("unlinked"), OPEN)) {
            Failures failures = context.getBean(Failures.class);
            failures.lasting("hook-unlinked", "Listeners are not told", new NoSuchMethodError("x"));
            failures.lasting("other-kind", "Something else", new IllegalStateException("x"));
            JsonNode paths = json(get(context, LEDGER + "/coverage")).path("notCaptured");
            assertThat(paths).hasSize(1 + Uncaptured.ALWAYS.size());
            assertThat(paths.path(0).path("why").asString()).isEqualTo("Listeners are not told");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit.jdbc.enabled=false",
                "spring.jpa.properties.hibernate.session.events.auto=org.hibernate.BaseSessionEventListener"
            })
    void plainJdbcThatIsNotWatchedIsAmongWhatIsNotCaptured(String setting) throws Exception {
        try (ConfigurableApplicationContext context =
                start(directory.resolve("unwatched"), OPEN[0], OPEN[1], setting)) {
            JsonNode paths = json(get(context, LEDGER + "/coverage")).path("notCaptured");
            assertThat(paths).hasSize(1 + Uncaptured.ALWAYS.size());
            assertThat(paths.path(0).path("path").asString()).isEqualTo(Uncaptured.PLAIN_JDBC.path());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit=sam", "since=2026-11-20T22:05:31Z", "x=%22%7D%3Cscript%3E"})
    void coverageKnowsNoParameters(String query) throws Exception {
        HttpResponse<String> response = get(open, LEDGER + "/coverage?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("none is known here").doesNotContain("script", "sam");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other", "/sam.0000000000000001.jsonl", "/coverage/x", "/COVERAGE"})
    void othersAreNotFound(String path) throws Exception {
        assertThat(get(open, LEDGER + path).statusCode()).isEqualTo(404);
    }

    @Test
    void endpointIsReadOnlyAndNeitherExposedNorAccessibleByDefault() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE")) {
            assertThat(send(open, method, LEDGER + "/coverage").statusCode()).isEqualTo(405);
        }
        try (ConfigurableApplicationContext exposed =
                start(directory.resolve("exposed"), "management.endpoints.web.exposure.include=*")) {
            assertThat(get(exposed, LEDGER + "/coverage").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void verificationRunsInTheBackgroundAndIsAnsweredUntilANewerOneIsAskedFor() throws Exception {
        JsonNode done = verified(open, "");
        assertThat(done.propertyNames())
                .containsExactlyInAnyOrder("state", "startedAt", "finishedAt", "progress", "result", "failure");
        assertThat(done.path("state").asString()).isEqualTo("done");
        assertThat(done.path("failure").isNull()).isTrue();
        long size = Files.size(directory.resolve("log").resolve("sam.0000000000000001.jsonl"));
        assertThat(done.path("progress").toString()).isEqualTo("{\"bytes\":%d,\"of\":%<d}".formatted(size));
        JsonNode result = done.path("result");
        assertThat(result.propertyNames())
                .containsExactlyInAnyOrder(
                        "whole", "damageCount", "damages", "streams", "checkpointsChecked", "signaturesChecked");
        assertThat(result.path("whole").asBoolean()).isTrue();
        assertThat(result.path("checkpointsChecked").asBoolean()).isFalse();
        assertThat(result.path("streams").path(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "stream",
                        "lines",
                        "firstSeq",
                        "lastSeq",
                        "hash",
                        "bytes",
                        "startRemoved",
                        "checkpoints",
                        "checkpointsBefore",
                        "damageCount");
        assertThat(result.path("streams").path(0).path("bytes").asLong()).isEqualTo(size);

        assertThat(verified(open, "")).isEqualTo(done);
        assertThat(verified(open, "?since=" + done.path("startedAt").asString()))
                .isEqualTo(done);
        String now = Instant.now().toString();
        JsonNode newer = verified(open, "?since=" + now);
        assertThat(Instant.parse(newer.path("startedAt").asString()))
                .isAfter(Instant.parse(done.path("startedAt").asString()));
        assertThat(verified(open, "?since=" + now)).isEqualTo(newer);
    }

    @Test
    void damageIsToldByTheFilesNameAloneAndSoIsACutThatOnlyCheckpointsShow() throws Exception {
        Path log = directory.resolve("checked");
        Path pins = directory.resolve("elsewhere/sam.checkpoints");
        Files.createDirectories(pins.getParent());
        Path key = directory.resolve("sam.key");
        Files.write(
                key,
                KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
        List<String> settings = new ArrayList<>(List.of(OPEN));
        settings.add("audit.checkpoints.file=" + pins);
        settings.add("audit.checkpoints.key=" + key);
        try (ConfigurableApplicationContext context = start(log, settings.toArray(String[]::new))) {
            await().until(() -> Files.exists(pins) && Files.size(pins) > 0);
            JsonNode whole = verified(context, "").path("result");
            assertThat(whole.path("whole").asBoolean()).isTrue();
            assertThat(whole.path("checkpointsChecked").asBoolean()).isTrue();
            assertThat(whole.path("signaturesChecked").asBoolean()).isTrue();
            assertThat(whole.path("streams").path(0).path("checkpoints").asLong())
                    .isPositive();

            Path segment = log.resolve("sam.0000000000000001.jsonl");
            String text = Files.readString(segment);
            Files.writeString(segment, text.substring(0, 1 + text.indexOf('\n')));
            JsonNode cut = verified(context, "?since=" + Instant.now()).path("result");
            assertThat(cut.path("whole").asBoolean()).isFalse();
            assertThat(cut.path("damageCount").asLong()).isPositive();
            assertThat(cut.path("damages").toString())
                    .contains("missing-tail", "expected by sam.checkpoints:")
                    .doesNotContain(directory.toString());

            Files.writeString(segment, text.replace("\"seq\":1,", "\"seq\":3,"));
            JsonNode edited = verified(context, "?since=" + Instant.now()).path("result");
            assertThat(edited.path("damages").toString())
                    .contains("sam.0000000000000001.jsonl:1")
                    .doesNotContain(directory.toString());
        }
    }

    @Test
    void withoutAKeySignaturesAreNotCheckedAndWithOneEachCheckpointHasToBeSigned() throws Exception {
        Path pins = directory.resolve("other.checkpoints");
        String[] settings = {OPEN[0], OPEN[1], "audit.checkpoints.file=" + pins};
        try (ConfigurableApplicationContext context = start(directory.resolve("unsigned"), settings)) {
            await().until(() -> Files.exists(pins) && Files.size(pins) > 0);
            JsonNode result = verified(context, "").path("result");
            assertThat(result.path("checkpointsChecked").asBoolean()).isTrue();
            assertThat(result.path("signaturesChecked").asBoolean()).isFalse();
        }
        Path key = directory.resolve("late.key");
        Files.write(
                key,
                KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
        String[] withKey = {OPEN[0], OPEN[1], settings[2], "audit.checkpoints.key=" + key};
        try (ConfigurableApplicationContext context = start(directory.resolve("unsigned"), withKey)) {
            JsonNode result = verified(context, "").path("result");
            assertThat(result.path("signaturesChecked").asBoolean()).isTrue();
            assertThat(result.path("damages").toString()).contains("wrong-signature");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since=yesterday",
                "since=",
                "since=2999-01-01T00:00:00Z",
                "since=2026-11-20T22:05:31Z&since=2026-11-20T22:05:31Z",
                "since=2026-11-20T22:05:31Z&file=x",
                "file=..%2F..%2Fetc%2Fpasswd",
                "directory=%22%7D%3Cscript%3E"
            })
    void verificationRefusesWhatItDoesNotKnowAndSaysWhatIsAllowed(String query) throws Exception {
        HttpResponse<String> response = get(open, LEDGER + "/verification?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("Allowed is since").doesNotContain("script", "passwd");
    }

    @Test
    void whereThereIsNoLogVerificationSaysSo() throws Exception {
        Path log = directory.resolve("gone");
        try (ConfigurableApplicationContext context = start(log, OPEN)) {
            try (Stream<Path> files = Files.list(log)) {
                for (Path file :
                        files.filter(each -> each.toString().contains(".jsonl")).toList()) {
                    Files.delete(file);
                }
            }
            JsonNode answer = verified(context, "");
            assertThat(answer.path("state").asString()).isEqualTo("failed");
            assertThat(answer.path("result").isNull()).isTrue();
            assertThat(answer.path("failure").asString()).startsWith("There is no log here");
        }
    }

    private JsonNode verified(ConfigurableApplicationContext context, String query) throws Exception {
        JsonNode first = json(get(context, LEDGER + "/verification" + query));
        return isRunning(first)
                ? await().until(() -> json(get(context, LEDGER + "/verification")), answer -> !isRunning(answer))
                : first;
    }

    private static boolean isRunning(JsonNode answer) {
        return answer.path("state").asString().equals("running");
    }

    private static JsonNode named(String key, String name, JsonNode all) {
        return all.values().stream()
                .filter(each -> each.path(key).asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ConfigurableApplicationContext start(Path log, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.jpa.hibernate.ddl-auto=create-drop",
                "audit.entities.exclude=Person",
                "audit.ledger.stream=sam",
                "audit.ledger.directory=" + log));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(Application.class)
                .main(Application.class)
                .properties(all.toArray(String[]::new))
                .run();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
        return send(context, "GET", path);
    }

    private HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path)
            throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }

        @Bean
        DataSource dataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(
                    Project.class.getName(), Person.class.getName(), Person.Email.class.getName());
        }
    }
}
