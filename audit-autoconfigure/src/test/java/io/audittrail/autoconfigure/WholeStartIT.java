package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditContext;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Project;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Applications started the way they are: with all that Boot configures, its logging included. */
@ExtendWith(OutputCaptureExtension.class)
class WholeStartIT {

    private static final String STREAM = "--audit.ledger.stream=whole";

    @TempDir
    Path directory;

    @Test
    void aDirectoryThatCannotBeCreatedStopsTheStartAndIsNamedWithItsSetting(CapturedOutput output) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() ->
                        start("--audit.ledger.directory=" + file.resolve("log")).close())
                .isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "The audit log cannot be written in " + file.resolve("log") + ": " + file + " is no directory")
                .contains("name another directory in audit.ledger.directory")
                .contains("audit.enabled=false");
        assertThat(filesIn(directory)).as("no other place").containsExactly("file");
    }

    @Test
    void onKubernetesADefaultDirectoryIsWarnedOfWithBothAnswers(CapturedOutput output) throws IOException {
        Path usual = Path.of("audit-log").toAbsolutePath();
        assertThat(usual).as("left by nobody else").doesNotExist();
        try {
            start("--spring.main.cloud-platform=kubernetes").close();
            assertThat(output)
                    .contains("'audit-log' on the container's own disk")
                    .containsPattern("audit:\\s+ledger:\\s+directory: /var/log/audit")
                    .containsPattern("audit:\\s+mirror:\\s+enabled: true\\s+format: line");
            assertThat(usual).isDirectory();
        } finally {
            FileSystemUtils.deleteRecursively(usual);
        }
    }

    @Test
    void aNamedDirectoryOnKubernetesIsNoReasonToWarn(CapturedOutput output) {
        start("--spring.main.cloud-platform=kubernetes", inDirectory()).close();
        assertThat(output).doesNotContain("the container's own disk");
    }

    @Test
    void theMirrorOnKubernetesIsNoReasonToWarn(CapturedOutput output) throws IOException {
        Path usual = Path.of("audit-log").toAbsolutePath();
        assertThat(usual).as("left by nobody else").doesNotExist();
        try {
            start("--spring.main.cloud-platform=kubernetes", "--audit.mirror.enabled=true")
                    .close();
            assertThat(output).doesNotContain("the container's own disk");
        } finally {
            FileSystemUtils.deleteRecursively(usual);
        }
    }

    @Test
    void theStartUpLogSaysWhereTheLogIs(CapturedOutput output) {
        start("--audit.ledger.stream=told", inDirectory()).close();
        assertThat(output).contains("The audit log is the stream 'told' in " + directory.toAbsolutePath());
    }

    @Test
    void aStreamThatNobodyNamedIsApplicationAndHost() throws IOException {
        String known = System.getenv("HOSTNAME");
        String host =
                known == null || known.isBlank() ? InetAddress.getLocalHost().getHostName() : known;
        start("--spring.application.name=Sam Web!", inDirectory()).close();
        assertThat(filesIn(directory))
                .contains("Sam-Web--" + host.replaceAll("[^A-Za-z0-9_-]+", "-") + ".0000000000000001.jsonl");
    }

    @Test
    void contextsThatComeAndGoInOneJvmLoseNothingThoughLoggingIsSetUpAnew() throws IOException {
        String logging = "--logging.config=" + loggingConfig();
        try (ConfigurableApplicationContext first = start(inDirectory(), STREAM)) {
            create(first, "first");
            start(inDirectory(), STREAM).close();
            // The end of a context ends its logging system; the next start sets up Logback from nothing.
            try (ConfigurableApplicationContext second = start(inDirectory(), STREAM, logging)) {
                create(second, "second");
                create(first, "first again");
            }
            create(first, "first at last");
        }
        try (ConfigurableApplicationContext restarted = start(inDirectory(), STREAM)) {
            create(restarted, "restarted");
        }

        assertThat(names(ChainCheck.records(directory, "whole")))
                .containsExactly("first", "second", "first again", "first at last", "restarted");
        assertThat(ChainCheck.controls(directory, "whole"))
                .containsExactly("segment-opened", "started", "stopped", "started", "stopped");
    }

    @Test
    void contextsThatStartAndWriteAtTheSameTimeShareOneUnbrokenChain() {
        int contexts = 2;
        int each = 200;
        var threads = Executors.newFixedThreadPool(contexts);
        try {
            List<CompletableFuture<Void>> running = IntStream.range(0, contexts)
                    .mapToObj(n -> CompletableFuture.runAsync(
                            () -> {
                                try (ConfigurableApplicationContext context = startBesideOthers(
                                        inDirectory(), STREAM, "--audit.ledger.max-segment-size=16KB")) {
                                    IntStream.range(0, each).forEach(i -> create(context, n + "-" + i));
                                }
                            },
                            threads))
                    .toList();
            running.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }

        List<String> names = names(ChainCheck.records(directory, "whole"));
        assertThat(names).hasSize(contexts * each).doesNotHaveDuplicates();
        for (int n = 0; n < contexts; n++) {
            String context = n + "-";
            assertThat(names.stream().filter(name -> name.startsWith(context)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> context + i).toList());
        }
        assertThat(ChainCheck.segments(directory, "whole")).hasSizeGreaterThan(3);
    }

    @Test
    void aContextWithinAnotherDoesNotStartTheLogAgain() throws IOException {
        try (ConfigurableApplicationContext parent = start(inDirectory(), STREAM)) {
            new SpringApplicationBuilder(Nothing.class)
                    .parent(parent)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .run()
                    .close();
            create(parent, "after the child");
        }
        assertThat(ChainCheck.records(directory, "whole")).hasSize(1);
        assertThat(ChainCheck.controls(directory, "whole")).containsExactly("segment-opened", "started", "stopped");
    }

    @Test
    void switchedOffThereIsNoFileAndNoThread() throws IOException {
        start(inDirectory(), "--audit.enabled=false").close(); // what Boot itself starts and keeps
        Set<Thread> running = Thread.getAllStackTraces().keySet(); // those of logs that end slowly among them
        List<String> before = names(running);
        try (ConfigurableApplicationContext context = start(inDirectory(), "--audit.enabled=false")) {
            create(context, "unseen");
            Set<Thread> added = new HashSet<>(Thread.getAllStackTraces().keySet());
            added.removeAll(running);
            assertThat(names(added))
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("audit"));
            assertThat(names(added))
                    .filteredOn(name -> !before.contains(name))
                    .allMatch(name -> name.contains("Hikari"));
        }
        assertThat(filesIn(directory)).isEmpty();
        assertThat(Path.of("audit-log")).doesNotExist();
    }

    private String inDirectory() {
        return "--audit.ledger.directory=" + directory;
    }

    private Path loggingConfig() throws IOException {
        return Files.writeString(Files.createTempDirectory("logging").resolve("logback.xml"), """
                <configuration>
                    <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%msg%n</pattern></encoder>
                    </appender>
                    <root level="WARN"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return application().run(arguments);
    }

    /**
     * Starts without Boot's logging: the process has one logging system, which Boot sets up at each start and not
     * prepared for two at once; the later one then now and then ends with a ConcurrentModificationException.
     */
    private static ConfigurableApplicationContext startBesideOthers(String... arguments) {
        SpringApplicationBuilder builder = application();
        List<ApplicationListener<?>> listeners =
                new ArrayList<>(builder.application().getListeners());
        listeners.removeIf(LoggingApplicationListener.class::isInstance);
        builder.application().setListeners(listeners);
        return builder.run(arguments);
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(Whole.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties("spring.jpa.hibernate.ddl-auto=create-drop");
    }

    private static void create(ApplicationContext context, String name) {
        AuditContext.runAs(
                "test",
                () -> context.getBean(EntityManagerFactory.class)
                        .runInTransaction(entities -> entities.persist(new Person(name))));
    }

    private static List<String> names(List<JsonNode> records) {
        return records.stream()
                .map(record -> record.path("changes").path("name").path("new").stringValue())
                .toList();
    }

    private static List<String> names(Set<Thread> threads) {
        return threads.stream().map(Thread::getName).toList();
    }

    private static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Whole {

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(
                    Person.class.getName(), Person.Email.class.getName(), Project.class.getName());
        }

        @Bean
        DataSource dataSource() {
            return TestDatabase.h2().open();
        }
    }
}
