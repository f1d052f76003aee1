package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole application, as its users meet it: over HTTP, with the collector at work. */
class SampleApplicationIT {

    @TempDir
    private static Path directory;

    private static LedgerFiles ledger;
    private static ConfigurableApplicationContext application;
    private static JdbcTemplate sam;
    private static JdbcTemplate systemStatus;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        ledger = new LedgerFiles(directory);
        application = SpringApplication.run(
                SampleApplication.class,
                "--server.port=0",
                "--sample.collector.interval=50ms",
                "--audit.ledger.directory=" + directory);
        sam = new JdbcTemplate(application.getBean("samDataSource", DataSource.class));
        systemStatus = new JdbcTemplate(application.getBean("systemStatusDataSource", DataSource.class));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aMemberChangesAProject() throws Exception {
        assertThat(call("bob", "PUT", "/api/projects/NCAR0001", "{\"title\":\"New\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(call("alice", "GET", "/api/projects/NCAR0001", null).body()).contains("\"title\":\"New\"");
    }

    @Test
    void aFailingCallLeavesDatabaseAndLogUnchanged() throws Exception {
        List<Map<String, Object>> before = everythingOf("NCAR0001");
        assertThat(before).hasSizeGreaterThan(1);

        List<String> written = ledger.linesWrittenBy(() -> {
            HttpResponse<String> response = call("bob", "POST", "/api/projects/NCAR0001/deactivate?fail=true", null);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        });

        assertThat(everythingOf("NCAR0001")).isEqualTo(before);
        assertThat(written).isEmpty();
    }

    @Test
    void outagesAndMeasurementsAreWrittenAndLeaveTheLogUnchanged() throws Exception {
        List<String> written = ledger.linesWrittenBy(() -> {
            assertThat(call("bob", "POST", "/api/outages", """
                    {"resource":"derecho","title":"Power","startedAt":"2026-11-20T08:00:00Z"}""").statusCode()).isEqualTo(201);
            Object measured = lastMeasurement();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !lastMeasurement().equals(measured));
        });
        assertThat(call("bob", "GET", "/api/outages", null).body()).contains("Power");
        assertThat(written).isEmpty();
    }

    @Test
    void onlyTheAuditorMayReadTheLog() throws Exception {
        assertThat(call(null, "GET", "/actuator/audittrail", null).statusCode()).isEqualTo(401);
        for (String user : List.of("bob", "alice", "admin")) {
            assertThat(call(user, "GET", "/actuator/audittrail", null).statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(call("auditor", "GET", "/actuator/audittrail", null).statusCode())
                .isNotIn(401, 403);
        assertThat(call(null, "GET", "/actuator/health", null).statusCode()).isEqualTo(200);
    }

    @Test
    void theAdministratorActsAsBob() throws Exception {
        HttpResponse<String> switched = call("admin", "POST", "/login/impersonate?username=bob", null);
        assertThat(switched.statusCode()).isEqualTo(204);
        String cookie = switched.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("SameSite=Strict");

        HttpRequest asBob = request("PUT", "/api/projects/NCAR0002", "{\"title\":\"Ice nuclei\"}")
                .header("Cookie", cookie.replaceAll(";.*", ""))
                .build();
        assertThat(client.send(asBob, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(@Nullable String user, String method, String path, @Nullable String json)
            throws Exception {
        HttpRequest.Builder request = request(method, path, json);
        if (user != null) {
            request.header("Authorization", Api.basic(user));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String method, String path, @Nullable String json) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    }

    private static List<Map<String, Object>> everythingOf(String projcode) {
        return sam.queryForList("""
                select p.*, a.active as account_active, l.amount, l.end_date, l.deleted from project p
                left join account a on a.project_id = p.id left join allocation l on l.account_id = a.id
                where p.projcode = ? order by l.id""", projcode);
    }

    private static Object lastMeasurement() {
        return systemStatus.queryForMap("select max(measured_at) as last from node_status");
    }
}
