package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.hibernate.Uncaptured;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                .contains("\"policy\":\"excluded\"", "collections are not recorded");
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
