package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What somebody gets who asks the endpoints for what is none of his business. */
class EndpointAbuseIT {

    /** In files that look like a log and are not the log that is shown. */
    private static final String CANARY = "canary-7f3a";

    private static final String LINE =
            "{\"v\":1,\"@timestamp\":\"2026-11-20T10:00:00.000001Z\",\"stream\":\"sam\",\"tx\":\"t\",\"n\":1,\"of\":1,"
                    + "\"actor\":\"%s\",\"action\":\"UPDATE\",\"entity\":\"Project\",\"entityId\":1,\"seq\":1}\n";

    private static final List<String> PARAMETERS = List.of(
            "entity",
            "id",
            "label",
            "property",
            "actor",
            "action",
            "tx",
            "unit",
            "from",
            "to",
            "text",
            "order",
            "limit",
            "cursor",
            "at");

    private static final List<String> ELSEWHERE = List.of(
            "../other/sam.0000000000000001.jsonl",
            "..\\other\\sam.0000000000000001.jsonl",
            "....//....//etc/passwd",
            "/etc/passwd",
            "file:///etc/passwd",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e/%2e%2e/etc/passwd",
            "../../../../../../etc/passwd\0.jsonl",
            "sam.0000000000000001.jsonl",
            "sam",
            "*",
            "**/*",
            "{sam,other}",
            "~root",
            "${java:version}",
            "#{1+1}",
            "' or '1'='1");

    private static final List<String> PATHS = List.of(
            "/actuator/audittrail",
            "/actuator/audittrail/Project/1",
            "/actuator/auditledger",
            "/actuator/auditledger/verification",
            "/actuator/auditledger/coverage");

    @TempDir
    static Path directory;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext application;
    private static Path log;

    @BeforeAll
    static void start() throws IOException {
        log = Files.createDirectory(directory.resolve("the-log-of-sam"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(log.resolve("sam.0000000000000001.jsonl"), LINE.formatted("bob"));
        Files.writeString(log.resolve("notes.txt"), CANARY);
        Files.writeString(other.resolve("sam.0000000000000001.jsonl"), LINE.formatted(CANARY));
        Files.writeString(directory.resolve("sam.0000000000000001.jsonl"), LINE.formatted(CANARY));
        application = new SpringApplicationBuilder(AuditEndpointIT.Application.class)
                .main(AuditEndpointIT.Application.class)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "audit.ledger.directory=" + log,
                        "management.endpoints.web.exposure.include=audittrail,auditledger",
                        "management.endpoint.audittrail.access=read-only",
                        "management.endpoint.auditledger.access=read-only")
                .run();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    static Stream<String> parameters() {
        return PARAMETERS.stream();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void noParameterLeadsToAnotherFile(String parameter) throws Exception {
        for (String value : ELSEWHERE) {
            for (String path : PATHS) {
                assertHarmless(path + '?' + parameter + '=' + encoded(value));
            }
        }
    }

    @Test
    void noPartOfThePathDoesEither() throws Exception {
        for (String value : ELSEWHERE) {
            String part = encoded(value).replace("+", "%20");
            assertHarmless("/actuator/audittrail/" + part + "/1");
            assertHarmless("/actuator/audittrail/Project/" + part);
            assertHarmless("/actuator/audittrail/Project/" + part + "?at=2026-11-20T11:00:00Z");
            assertHarmless("/actuator/auditledger/" + part);
        }
    }

    @Test
    void noCursorDoesEither() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (1 + random.nextInt(2));
            String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            assertHarmless("/actuator/audittrail?cursor=" + cursor);
            assertHarmless("/actuator/audittrail?order=asc&cursor=" + cursor);
        }
        for (String name : ELSEWHERE) {
            assertHarmless("/actuator/audittrail?cursor="
                    + Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "501",
                "2147483647",
                "2147483648",
                "99999999999999999999999999",
                "-2147483648",
                "1e3",
                "0x10",
                "١",
                "NaN",
                "1 "
            })
    void limitsThatAreNoneAreRefused(String limit) throws Exception {
        assertThat(send("/actuator/audittrail?limit=" + encoded(limit)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsCostlyToReadIsAnsweredAtOnceOrRefused() throws Exception {
        String deep = "{\"a\":".repeat(600) + "1" + "}".repeat(600);
        for (String query : List.of(
                "id=" + encoded(deep),
                "id=" + encoded("[".repeat(3_900)),
                "id=" + encoded("{".repeat(3_900)),
                "text=" + encoded("(a+)+$".repeat(600)),
                "text=" + "a".repeat(4_001),
                "from=-999999999-01-01T00:00:00Z",
                "to=%2B999999999-12-31T23:59:59Z",
                "from=-999999999-01-01T00:00:00%2B18:00")) {
            assertHarmless("/actuator/audittrail?" + query);
        }
        assertHarmless("/actuator/audittrail/Project/1?at=%2B999999999-12-31T23:59:59Z");
        assertHarmless("/actuator/auditledger/verification?since=-999999999-01-01T00:00:00Z");
    }

    @Test
    void nothingThatIsAskedComesBackAsMarkup() throws Exception {
        String script = "<script>alert(1)</script>";
        for (String accept : List.of("text/html", "application/json", "application/x-ndjson", "*/*")) {
            for (String path : PATHS) {
                for (String parameter : PARAMETERS) {
                    HttpResponse<String> answer = send(request(path + '?' + parameter + '=' + encoded(script))
                            .header("Accept", accept));
                    assertThat(answer.body()).doesNotContain(script);
                    assertThat(answer.statusCode()).isLessThan(500);
                }
            }
        }
    }

    @Test
    void noHeaderIsSmuggledIntoAnAnswer() throws Exception {
        HttpResponse<String> answer = send(request("/actuator/audittrail/Project/1?at=%0d%0aEvil:%20yes%0d%0a")
                .header("Accept", "text/html"));
        assertThat(answer.headers().firstValue("Evil")).isEmpty();
        assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("\n", "://");
    }

    @Test
    void whoDoesNotSayWhoHeIsGetsNothing() throws Exception {
        for (String accept : List.of("text/html", "application/json", "application/x-ndjson", "*/*")) {
            for (String path : PATHS) {
                for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
                    HttpResponse<String> answer = http.send(
                            request(path)
                                    .header("Accept", accept)
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(method + ' ' + path).isIn(401, 403);
                    assertThat(answer.body()).doesNotContain("bob", "sam");
                }
            }
        }
    }

    /** An answer or a refusal, soon, and nothing of what is elsewhere in it. */
    private static void assertHarmless(String path) throws Exception {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as(path + ' ' + answer.body()).isLessThan(500);
        List<String> secrets = new ArrayList<>(List.of(CANARY, "root:", "the-log-of-sam", "java.", "io.audittrail"));
        assertThat(answer.body()).as(path).doesNotContain(secrets);
    }

    private static HttpResponse<String> send(String path) throws Exception {
        return send(request(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        String credentials = Base64.getEncoder().encodeToString("bob:bob".getBytes(StandardCharsets.UTF_8));
        return http.send(
                request.header("Authorization", "Basic " + credentials).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
