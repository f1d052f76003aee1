package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.AuditContext;
import io.audittrail.AuditHealth;
import io.audittrail.transaction.CurrentActor;
import io.audittrail.web.RequestContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a whole web application shows over HTTP. */
class AuditEndpointIT {

    private static final String OLD =
            "{\"v\":1,\"@timestamp\":\"2026-11-20T10:00:00.000001Z\",\"stream\":\"sam\",\"tx\":\"t\",\"n\":1,\"of\":1,\"actor\":\"bob\",\"action\":\"UPDATE\",\"entity\":\"Project\",\"entityId\":9007199254740993,\"changes\":{\"amount\":{\"old\":1,\"new\":9007199254740993.10},\"title\":{\"old\":\"x\",\"new\":null}},\"seq\":1}";
    private static final String NEW =
            "{\"v\":1,\"@timestamp\":\"2026-11-20T10:00:00.000002Z\",\"stream\":\"sam\",\"tx\":\"u\",\"n\":1,\"of\":1,\"actor\":\"Jörg\",\"action\":\"UPDATE\",\"entity\":\"Project\",\"entityId\":1.50,\"seq\":2}";

    @TempDir
    static Path directory;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext open;

    @BeforeAll
    static void startOpen() throws IOException {
        Files.write(directory.resolve("sam.0000000000000001.jsonl"), List.of(OLD, NEW));
        open = start(
                "management.endpoints.web.exposure.include=audittrail,health",
                "management.endpoint.audittrail.access=read-only");
    }

    @AfterAll
    static void stop() {
        open.close();
    }

    @Test
    void recordsAreTheBytesOfTheLogNewestFirst() throws Exception {
        HttpResponse<String> response = get(open, "/actuator/audittrail");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo("{\"records\":[" + NEW + "," + OLD
                        + "],\"next\":null,\"streams\":[\"sam\"],\"complete\":true,\"notes\":[]}");
    }

    @Test
    void parametersChooseRecordsAndLongIdsAreExact() throws Exception {
        assertThat(get(open, "/actuator/audittrail?entity=Project&id=9007199254740993&actor=bob&limit=500")
                        .body())
                .startsWith("{\"records\":[" + OLD + "],");
        assertThat(get(open, "/actuator/audittrail?id=9007199254740992").body()).startsWith("{\"records\":[],");
        assertThat(get(open, "/actuator/audittrail?actor=J%C3%B6rg").body()).startsWith("{\"records\":[" + NEW + "],");
        assertThat(get(open, "/actuator/audittrail?limit=1").body()).startsWith("{\"records\":[" + NEW + "],");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "limit=-1",
                "limit=ten",
                "order=up",
                "from=yesterday",
                "to=2026-11-20",
                "from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z",
                "action=UPDATE,DROP",
                "action=update",
                "cursor=abc",
                "cursor=..%2F..%2Fetc%2Fpasswd",
                "cursor=MSBuZXdlc3QKLi4vc2FtIDEgMQ",
                "limit=99999999999",
                "limit=",
                "entity=",
                "id=%20",
                "actor=",
                "limit=1&limit=2",
                "at=2026-11-20T11:00:00Z",
                "at=2026-11-20T11:00:00Z&entity=Project",
                "at=2026-11-20T11:00:00Z&entity=Project&id=1&actor=bob",
                "at=2026-11-20T11:00:00Z&entity=Project&id=1&id=2",
                "actor=bob&actor=eve",
                "actr=bob",
                "Entity=Project",
                "%22%7D%3Cscript%3E=1"
            })
    void badAndUnknownParametersAreRefusedAndTheAllowedOnesNamed(String query) throws Exception {
        HttpResponse<String> response = get(open, "/actuator/audittrail?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body())
                .contains("entity, id, label, property, actor,", "a whole number from 1 to 500")
                .doesNotContain("script");
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() throws Exception {
        String first = get(open, "/actuator/audittrail?limit=1").body();
        assertThat(first).startsWith("{\"records\":[" + NEW + "],");
        String next = first.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
        assertThat(get(open, "/actuator/audittrail?limit=1&cursor=" + next).body())
                .startsWith("{\"records\":[" + OLD + "],");
        assertThat(get(open, "/actuator/audittrail?order=asc&limit=1").body())
                .startsWith("{\"records\":[" + OLD + "],");
        assertThat(get(open, "/actuator/audittrail?order=asc&cursor=" + next).statusCode())
                .isEqualTo(400);
    }

    @Test
    void linesAreForThoseWhoReadThemOneByOne() throws Exception {
        HttpResponse<String> response = lines("/actuator/audittrail");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(response.headers().firstValue("Audit-Complete")).hasValue("true");
        assertThat(response.headers().firstValue("Audit-Next")).isEmpty();
        assertThat(response.body()).isEqualTo(NEW + "\n" + OLD + "\n");
        HttpResponse<String> first = lines("/actuator/audittrail?limit=1");
        String next = first.headers().firstValue("Audit-Next").orElseThrow();
        assertThat(lines("/actuator/audittrail?limit=1&cursor=" + next).body()).isEqualTo(OLD + "\n");
    }

    @Test
    void theHistoryOfOneEntityComesInLinesTooAndItsStateDoesNot() throws Exception {
        String project = "/actuator/audittrail/Project/9007199254740993";
        assertThat(lines(project).body()).isEqualTo(OLD + "\n");
        assertThat(lines(project + "?at=2026-11-20T11:00:00Z").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> lines(String path) throws Exception {
        String port = open.getEnvironment().getProperty("local.server.port");
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "application/x-ndjson"));
    }

    @Test
    void oneEntityHasAHistoryAndAState() throws Exception {
        assertThat(get(open, "/actuator/audittrail/Project/9007199254740993").body())
                .startsWith("{\"records\":[" + OLD + "],");
        assertThat(get(open, "/actuator/audittrail/Project/9007199254740993?actor=eve")
                        .body())
                .startsWith("{\"records\":[],");
        assertThat(get(open, "/actuator/audittrail/Project/9007199254740993?at=2026-11-20T11:00:00Z")
                        .body())
                .isEqualTo(
                        "{\"entity\":\"Project\",\"id\":\"9007199254740993\",\"at\":\"2026-11-20T11:00:00Z\","
                                + "\"existence\":\"EXISTED\",\"properties\":{\"amount\":9007199254740993.10,\"title\":null},\"changedUnseen\":[],\"notes\":[]}");
    }

    @Test
    void aBrowserGetsThePageWhereAProgramGetsRecords() throws Exception {
        HttpResponse<String> page = browse("/actuator/audittrail?actor=bob");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().allValues("Vary")).contains("Accept");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none';")
                .doesNotContain("unsafe");
        assertThat(page.body()).startsWith("<!DOCTYPE html>").doesNotContain("bob");
        assertThat(get(open, "/actuator/audittrail").body()).startsWith("{\"records\":[");
    }

    @Test
    void aBrowserThatAsksForOneEntityIsLedToThePageOfIt() throws Exception {
        HttpResponse<String> answer = browse("/actuator/audittrail/Project/a%20%22%3Cb%3E&c?at=2026-11-20T11:00:00Z");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("../../audittrail?entity=Project&id=a+%22%3Cb%3E%26c&at=2026-11-20T11%3A00%3A00Z");
    }

    @Test
    void theStateOfAnEntityWhoseIdCanStandInNoPathIsAskedForByParameters() throws Exception {
        assertThat(get(open, "/actuator/audittrail?entity=Project&id=9007199254740993&at=2026-11-20T11:00:00Z")
                        .body())
                .isEqualTo(get(open, "/actuator/audittrail/Project/9007199254740993?at=2026-11-20T11:00:00Z")
                        .body())
                .contains("\"existence\":\"EXISTED\"");
    }

    private static HttpResponse<String> browse(String path) throws Exception {
        String port = open.getEnvironment().getProperty("local.server.port");
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at=now", "at=2026-11-20T11:00:00Z&actor=bob", "at=", "entity=Person", "id=2"})
    void badMomentsAreRefused(String query) throws Exception {
        assertThat(get(open, "/actuator/audittrail/Project/1?" + query).statusCode())
                .isEqualTo(400);
    }

    @Test
    void logCannotBeWrittenThroughTheEndpoint() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE")) {
            assertThat(send(open, method, "/actuator/audittrail").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void endpointIsNeitherExposedNorAccessibleByDefault() throws Exception {
        try (ConfigurableApplicationContext closed = start()) {
            assertThat(get(closed, "/actuator/audittrail").statusCode()).isEqualTo(404);
        }
        try (ConfigurableApplicationContext exposed = start("management.endpoints.web.exposure.include=*")) {
            assertThat(get(exposed, "/actuator/audittrail").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void unknownParametersAreRefusedOnAManagementPortOfItsOwnToo() throws Exception {
        try (ConfigurableApplicationContext context = start(
                "management.server.port=0",
                "management.endpoints.web.exposure.include=audittrail",
                "management.endpoint.audittrail.access=read-only")) {
            String port = context.getEnvironment().getProperty("local.management.port");
            assertThat(port).isNotEqualTo(context.getEnvironment().getProperty("local.server.port"));
            String root = "http://127.0.0.1:" + port + "/actuator/audittrail";
            assertThat(send(HttpRequest.newBuilder(URI.create(root))).body()).contains(OLD);
            assertThat(send(HttpRequest.newBuilder(URI.create(root + "?actr=bob")))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void problemIsShownAsDegradedWithHttpStatus200() throws Exception {
        HttpResponse<String> response = get(open, "/actuator/health");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"status\":\"DEGRADED\"");
    }

    @Test
    void workHandedOverByARequestIsItsUsersWithReasonPathAndAddress() throws Exception {
        HttpResponse<String> response = send(open, "PUT", "/projects/NCAR0001?token=SECRET");
        assertThat(response.body())
                .isEqualTo("Actor[name=bob, kind=USER, via=null] ticket 123"
                        + " {request=PUT /projects/NCAR0001, ip=127.0.0.1}");
    }

    private static ConfigurableApplicationContext start(String... properties) {
        List<String> all = new ArrayList<>(
                List.of("server.port=0", "spring.main.banner-mode=off", "audit.ledger.directory=" + directory));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(Application.class)
                .main(Application.class)
                .properties(all.toArray(String[]::new))
                .run();
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
        return send(context, "GET", path);
    }

    private static HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path)
            throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        String credentials = Base64.getEncoder().encodeToString("bob:bob".getBytes(StandardCharsets.UTF_8));
        return http.send(
                request.header("Authorization", "Basic " + credentials).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class
            })
    static class Application {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }

        /** Not the manager in memory: that makes a hash of the password which takes long to compare, with each request. */
        @Bean
        UserDetailsService users() {
            return name -> User.withUsername("bob").password("{noop}bob").build();
        }

        @Bean
        AuditHealth troubled() {
            return () -> new AuditHealth.Report(List.of("disk full"), Map.of(), Map.of());
        }

        @Bean
        Projects projects(CurrentActor actor, RequestContext context, AsyncTaskExecutor applicationTaskExecutor) {
            return new Projects(actor, context, applicationTaskExecutor);
        }
    }

    @RestController
    static class Projects {

        private final CurrentActor current;
        private final RequestContext context;
        private final AsyncTaskExecutor executor;

        Projects(CurrentActor current, RequestContext context, AsyncTaskExecutor executor) {
            this.current = current;
            this.context = context;
            this.executor = executor;
        }

        @PutMapping("/projects/{projcode}")
        CompletableFuture<String> rename() {
            return AuditContext.because(
                    "ticket 123",
                    () -> executor.submitCompletable(() -> {
                        Actor actor = current.get();
                        return actor + " " + AuditContext.current().reason() + " " + context.context();
                    }));
        }
    }
}
