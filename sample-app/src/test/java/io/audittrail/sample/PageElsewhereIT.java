package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The page in applications that are set up in another way than the sample is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageElsewhereIT {

    private Browser browser = unstarted();

    @BeforeAll
    void open() {
        browser = Browser.open();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static Browser unstarted() {
        return null;
    }

    @Test
    void behindAContextPathALoginFormASessionAndCsrfProtection(@TempDir Path log) {
        try (RunningSample sample = new RunningSample(
                log,
                List.of("--server.servlet.context-path=/sam", "--management.endpoints.web.exposure.include=audittrail"),
                LoginForm.class)) {
            browser.go("http://127.0.0.1:" + sample.port("local.server.port")
                    + "/sam/actuator/audittrail?entity=Project&limit=1");
            browser.one("[name=username]").sendKeys("auditor");
            browser.one("[name=password]").sendKeys("auditor" + Keys.ENTER);
            assertItWorks("/sam/actuator/audittrail");
            assertThat(browser.one("#verdict").getText())
                    .as("of an endpoint that is not exposed")
                    .isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void onAPortOfItsOwnUnderAnotherPathAndWithADamagedLog(@TempDir Path log) throws Exception {
        SealedStream damaged = new SealedStream("damaged");
        damaged.write(log);
        Path file = log.resolve("damaged.0000000000000001.jsonl");
        Files.writeString(file, Files.readString(file).replace("2026", "2025"));
        List<String> settings = List.of(
                "--management.server.port=0",
                "--management.server.base-path=/ops",
                "--management.endpoints.web.base-path=/see",
                "--management.endpoints.web.path-mapping.audittrail=who/did-what",
                "--management.endpoints.web.path-mapping.auditledger=is-it-whole");
        try (RunningSample sample = new RunningSample(log, settings, Passwords.class)) {
            String port = sample.port("local.management.port");
            assertThat(port).isNotEqualTo(sample.port("local.server.port"));
            // As somebody does who writes the password into the address.
            browser.go("http://auditor:auditor@127.0.0.1:" + port + "/ops/see/who/did-what?entity=Project&limit=1");
            assertItWorks("/ops/see/who/did-what");
            browser.until(() -> assertThat(browser.one("#verdict.damaged").getText())
                    .startsWith("The log is damaged: 1 bad place, verified "));
            browser.one("#verification summary").click();
            assertThat(browser.one("#findings .problem").getText()).startsWith("damaged.0000000000000001.jsonl");
        }
    }

    @Test
    void ofTablesWhereThereIsNoLog(@TempDir Path log) {
        List<String> settings = List.of("--audit.tables.enabled=true", "--audit.ledger.enabled=false");
        try (RunningSample sample = new RunningSample(log, settings, Passwords.class)) {
            browser.go("http://auditor:auditor@127.0.0.1:" + sample.port("local.server.port")
                    + "/actuator/audittrail?entity=Project&limit=1");
            browser.until(() ->
                    assertThat(browser.one("#count").getText()).contains("1 record, from audit_activity of unit sam"));
            assertItWorks("/actuator/audittrail");
            assertThat(log).isEmptyDirectory();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private void assertItWorks(String path) {
        browser.until(() -> assertThat(browser.texts("#timeline .record")).hasSize(1));
        browser.one("#timeline a.entity").click();
        browser.until(() -> assertThat(browser.one("#entity-title").getText()).startsWith("History of Project "));
        assertThat(browser.url()).contains(path + "?entity=Project&id=");
        browser.until(() -> assertThat(browser.texts("#timeline .record")).hasSize(1));
        browser.one("a.state-link").click();
        browser.until(() -> assertThat(browser.texts("#state tr")).isNotEmpty());
    }

    /** With all that Spring Security protects from without being told. */
    @Configuration(proxyBeanMethods = false)
    static class LoginForm {

        @Bean
        @Order(0)
        SecurityFilterChain form(HttpSecurity http) {
            return onlyTheAuditor(http).formLogin(Customizer.withDefaults()).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Passwords {

        @Bean
        @Order(0)
        SecurityFilterChain passwords(HttpSecurity http) {
            return onlyTheAuditor(http).httpBasic(Customizer.withDefaults()).build();
        }
    }

    private static HttpSecurity onlyTheAuditor(HttpSecurity http) {
        return http.securityMatcher("/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("AUDITOR"));
    }
}
