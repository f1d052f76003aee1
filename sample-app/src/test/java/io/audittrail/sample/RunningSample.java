package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditTrail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole application with its server and collector, and a client to call it. */
final class RunningSample implements AutoCloseable {

    final LedgerFiles ledger;
    final JdbcTemplate sam;
    final JdbcTemplate systemStatus;
    final AuditTrail trail;
    private final ConfigurableApplicationContext application;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningSample(Path log, List<String> settings, Class<?>... more) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--server.port=0");
        arguments.add("--spring.lifecycle.timeout-per-shutdown-phase=1s"); // A browser keeps its connections.
        arguments.add("--sample.collector.interval=50ms");
        arguments.add("--audit.ledger.directory=" + log);
        ledger = new LedgerFiles(log);
        application = run(arguments, more);
        sam = new JdbcTemplate(application.getBean("samDataSource", DataSource.class));
        systemStatus = new JdbcTemplate(application.getBean("systemStatusDataSource", DataSource.class));
        trail = application.getBean(AuditTrail.class);
    }

    HttpResponse<String> get(@Nullable String user, String path) throws IOException, InterruptedException {
        return call(user, "GET", path, null);
    }

    HttpResponse<String> call(@Nullable String user, String method, String path, @Nullable String json)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(method, path, json);
        if (user != null) {
            request.header("Authorization", Api.basic(user));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** A call that has nothing but the cookie of an earlier answer. */
    HttpResponse<String> callAfter(HttpResponse<?> earlier, String method, String path, String json)
            throws IOException, InterruptedException {
        String cookie = earlier.headers().firstValue("Set-Cookie").orElseThrow();
        HttpRequest.Builder request = request(method, path, json).header("Cookie", cookie.replaceAll(";.*", ""));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Creates a project that bob leads. */
    void project(String projcode) throws Exception {
        change("bob", "POST", "/api/projects", """
                {"projcode":"%s","title":"Title of %1$s","abstract":"Why","lead":"bob"}""".formatted(projcode));
    }

    long allocate(String projcode, String from, @Nullable String to) throws Exception {
        HttpResponse<String> answer = change("bob", "POST", "/api/projects/" + projcode + "/allocations", """
                {"resource":"derecho","amount":100.50,"startDate":"%s"%s}""".formatted(
                        from, to == null ? "" : ",\"endDate\":\"" + to + "\""));
        return LedgerFiles.json(answer.body()).path("id").longValue();
    }

    /** A call that must succeed. */
    HttpResponse<String> change(String user, String method, String path, @Nullable String json) throws Exception {
        HttpResponse<String> answer = call(user, method, path, json);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    long id(String table, String column, String value) {
        String query = "select id from " + table + " where " + column + " = ?";
        Long id = sam.queryForObject(query, Long.class, value);
        return id == null ? 0 : id;
    }

    @Override
    public void close() {
        application.close();
    }

    /** @param more configuration beside that of the application */
    private static ConfigurableApplicationContext run(List<String> arguments, Class<?>... more) {
        SpringApplication sample = new SpringApplication(SampleApplication.class);
        sample.addPrimarySources(List.of(more));
        return sample.run(arguments.toArray(String[]::new));
    }

    /** The Java behind it. */
    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    String port(String property) {
        return application.getEnvironment().getRequiredProperty(property);
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String json) {
        String port = port("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    }
}
