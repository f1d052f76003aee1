package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSigner;
import io.audittrail.CheckpointSink;
import io.audittrail.checkpoint.CheckpointFile;
import io.audittrail.checkpoint.CheckpointLog;
import io.audittrail.checkpoint.UnusableKeyException;
import io.audittrail.hibernate.model.Person;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.line.CheckpointText;
import io.audittrail.testing.TestDatabase;
import io.audittrail.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class AuditCheckpointAutoConfigurationTests {

    @TempDir
    Path directory;

    private Path ledger;
    private ApplicationContextRunner runner;

    @BeforeEach
    void setUp() {
        ledger = directory.resolve("log");
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AuditAutoConfiguration.class,
                        AuditActorAutoConfiguration.class,
                        AuditCheckpointAutoConfiguration.class,
                        AuditHibernateAutoConfiguration.class,
                        AuditLedgerAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        HibernateJpaAutoConfiguration.class,
                        TransactionAutoConfiguration.class))
                .withUserConfiguration(Types.class)
                .withPropertyValues("audit.ledger.directory=" + ledger, "audit.ledger.stream=web-1");
    }

    @Test
    void theHeadOfTheLogIsInTheFileSignedWithTheKey() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        Path file = directory.resolve("checkpoints");

        runner.withPropertyValues("audit.checkpoints.file=" + file, "audit.checkpoints.key=" + key)
                .run(context -> assertThat(context).hasNotFailed());

        List<JsonNode> lines = ChainCheck.lines(ledger, "web-1");
        Checkpoint last = Objects.requireNonNull(new CheckpointFile(file).last("web-1"));
        assertThat(last.seq()).isEqualTo(lines.size());
        assertThat(last.hash())
                .isEqualTo(lines.get(lines.size() - 1).path("hash").stringValue());
        assertThat(CheckpointText.isSignedBy(last, pair.getPublic())).isTrue();
        assertThat(Verifier.ofChain()
                        .withCheckpoints(file, pair.getPublic())
                        .directory(ledger)
                        .isWhole())
                .isTrue();
    }

    @Test
    void aLogThatEndsBeforeTheFileSaysIsNotContinued(CapturedOutput output) throws IOException {
        ApplicationContextRunner kept =
                runner.withPropertyValues("audit.checkpoints.file=" + directory.resolve("checkpoints"));
        kept.run(context -> assertThat(context).hasNotFailed());
        int seq = ChainCheck.lines(ledger, "web-1").size();
        Files.delete(ChainCheck.segments(ledger, "web-1").get(0));

        kept.run(context -> assertThat(context).hasNotFailed());

        assertThat(Files.readString(ChainCheck.segments(ledger, "web-1").get(0)))
                .contains("\"control\":\"chain-broken\"", "\"seq\":" + (seq + 1) + ",");
        assertThat(output).contains("is broken at seq " + (seq + 1));
    }

    @Test
    void beansOfTheApplicationAreToldAndSign() {
        List<Checkpoint> told = new CopyOnWriteArrayList<>();
        runner.withBean(CheckpointSink.class, () -> told::add)
                .withBean(CheckpointSigner.class, () -> text -> new byte[64])
                .withPropertyValues("audit.checkpoints.key=" + directory.resolve("none"))
                .run(context -> assertThat(context).hasSingleBean(CheckpointSigner.class));

        assertThat(told)
                .isNotEmpty()
                .allSatisfy(checkpoint -> assertThat(checkpoint.signature())
                        .isEqualTo(Base64.getEncoder().encodeToString(new byte[64])));
        JsonNode policy = policy();
        assertThat(policy.path("checkpoints").path("signed").booleanValue()).isTrue();
        assertThat(policy.path("checkpoints").path("sinks")).hasSize(1);
    }

    @Test
    void theLogGetsThemOnlyWhenWanted(CapturedOutput output) {
        runner.run(context -> assertThat(context).doesNotHaveBean(CheckpointSink.class));
        assertThat(output).doesNotContain("\"checkpoint\":\"web-1\"");

        runner.withPropertyValues("audit.checkpoints.log=true")
                .run(context -> assertThat(context).hasSingleBean(CheckpointLog.class));
        int seq = ChainCheck.lines(ledger, "web-1").size();
        assertThat(output).contains("\"checkpoint\":\"web-1\",\"seq\":" + seq + ",");
    }

    @Test
    void aKeyThatCannotBeUsedFailsTheStartAndIsExplained() throws IOException {
        Path key = pem("PRIVATE KEY", new byte[20]);
        runner.withPropertyValues("audit.checkpoints.key=" + key).run(context -> {
            assertThat(context).hasFailed();
            Throwable failure = Objects.requireNonNull(context.getStartupFailure());
            assertThat(failure).rootCause().isInstanceOf(UnusableKeyException.class);
            FailureAnalysis analysis = Objects.requireNonNull(new UnusableKeyFailureAnalyzer().analyze(failure));
            assertThat(analysis.getDescription()).contains(key.toString(), "no Ed25519 private key");
            assertThat(analysis.getAction()).contains("audit.checkpoints.key", "openssl genpkey -algorithm ed25519");
        });
    }

    @Test
    void aFileBesideTheLogIsWarnedOf(CapturedOutput output) {
        runner.withPropertyValues("audit.checkpoints.file=" + directory.resolve("checkpoints"))
                .run(context -> assertThat(output).doesNotContain("inside audit.ledger.directory"));
        runner.withPropertyValues("audit.checkpoints.file=" + ledger.resolve("checkpoints"))
                .run(context -> assertThat(output).contains("inside audit.ledger.directory"));
    }

    @Test
    void aLogThatOnlyGrowsIsWarnedOf(CapturedOutput output) {
        runner.withPropertyValues("audit.ledger.retention.max-age=365d")
                .run(context -> assertThat(output).doesNotContain("only grows"));
        assertThat(policy().path("settings").path("ledger.retention.max-age").stringValue())
                .isEqualTo("PT8760H");

        runner.run(context -> assertThat(output)
                .contains("only grows", "audit.ledger.retention.max-age", "audit.ledger.retention.max-size"));
    }

    @Test
    void nothingIsThereWhenAuditingIsOff() {
        runner.withPropertyValues("audit.enabled=false", "audit.checkpoints.file=" + directory.resolve("checkpoints"))
                .run(context -> assertThat(context).doesNotHaveBean(CheckpointSink.class));
    }

    private JsonNode policy() {
        return ChainCheck.lines(ledger, "web-1").get(1).path("details").path("policy");
    }

    private Path pem(String label, byte[] der) throws IOException {
        return Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n");
    }

    @Configuration(proxyBeanMethods = false)
    static class Types {

        @Bean
        DataSource dataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        PersistenceManagedTypes persistenceManagedTypes() {
            return PersistenceManagedTypes.of(Person.class.getName(), Person.Email.class.getName());
        }
    }
}
