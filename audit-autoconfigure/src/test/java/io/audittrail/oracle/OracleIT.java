package io.audittrail.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Each row that a generated workload has changed is in the log, and nothing else is: the database's triggers are the
 * witness. {@code -Dseed=N} does one seed again, {@code -Dseeds=200} is the long run, see CONTRIBUTING.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleIT {

    private static final int SEEDS = Integer.getInteger("seeds", 10);
    private static final int ACTORS = 8;
    private static final int CONNECTIONS = 4;
    private static final int STEPS = Integer.getInteger("steps", 400);

    @TempDir
    private static Path temporary = Path.of("");

    private Application application = unopened();
    private Log log = new Log(temporary);
    private Application inTables = unopened();
    private AuditTables tables = unknown();
    private Application byTriggers = unopened();
    private TriggerRows triggerRows = new TriggerRows(new TestDatabase("", "", ""));

    @BeforeAll
    void open() {
        ((Logger) LoggerFactory.getLogger("org.hibernate.orm.jdbc.error")).setLevel(Level.OFF);
        application = new Application(temporary.resolve("whole"), UnaryOperator.identity());
        log = application.log();
        inTables = new Application(
                temporary.resolve("tables"),
                UnaryOperator.identity(),
                "audit.tables.enabled=true",
                "audit.tables.initialize-schema=always",
                "audit.ledger.enabled=false");
        tables = inTables.auditTables();
        byTriggers = new Application(
                temporary.resolve("triggers"),
                UnaryOperator.identity(),
                CONNECTIONS,
                "audit.tables.enabled=true",
                "audit.tables.initialize-schema=always",
                "audit.postgres.triggers.enabled=true",
                "audit.postgres.triggers.schema-action=apply",
                "spring.jpa.properties.hibernate.hbm2ddl.import_files=/oracle-keys.sql");
        triggerRows = byTriggers.triggerRows();
    }

    @AfterAll
    void close() {
        application.close();
        inTables.close();
        byTriggers.close();
        ((Logger) LoggerFactory.getLogger("org.hibernate.orm.jdbc.error")).setLevel(null);
    }

    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, SEEDS);
    }

    @Test
    void everyTableIsWatchedAndKnown() {
        assertThat(application.truth.tables()).containsExactlyElementsOf(Tables.known());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void databaseAndLogSayTheSame(long seed) throws Exception {
        Findings findings = work(application, log, seed, STEPS);
        assertThat(findings.none()).as("-Dseed=%d: %s", seed, findings.text()).isTrue();
        assertThat(findings.explained()).isGreaterThan(STEPS);
    }

    /** What is recorded is known by then: here it is how. */
    static LongStream someSeeds() {
        return seeds().filter(seed -> seed % 2 == 1 || Long.getLong("seed") != null);
    }

    @ParameterizedTest
    @MethodSource("someSeeds")
    void databaseAndAuditTablesSayTheSame(long seed) throws Exception {
        inTables.truth.forget();
        tables.next();
        new Workload(inTables, Steps.all()).run(seed, STEPS);
        Findings findings = Findings.of(inTables.truth.changes(), tables.next());
        assertThat(findings.none()).as("-Dseed=%d: %s", seed, findings.text()).isTrue();
        assertThat(findings.explained()).isGreaterThan(STEPS);
    }

    /** And each under the name of whoever made it, while eight are at work and share four connections. */
    @ParameterizedTest
    @MethodSource("fewSeeds")
    void databaseAndTriggersSayTheSame(long seed) throws Exception {
        byTriggers.truth.forget();
        triggerRows.forget();
        new Workload(byTriggers, Steps.withOneConnection(), ACTORS).run(seed, STEPS);
        assertThat(triggerRows.missing()).as("-Dseed=%d", seed).isEmpty();
        assertThat(triggerRows.phantoms()).as("-Dseed=%d", seed).isEmpty();
        assertThat(triggerRows.outside()).as("-Dseed=%d", seed).isEmpty();
        assertThat(triggerRows.count()).isGreaterThan(STEPS);
    }

    static LongStream fewSeeds() {
        return seeds().filter(seed -> seed % 6 == 1 || Long.getLong("seed") != null);
    }

    @Test
    void whatTheLogLacksIsNoticed() throws Exception {
        Findings findings = workOn("lacking", new BrokenDelivery(50, 0));
        assertThat(findings.missing()).isNotEmpty();
        assertThat(findings.phantoms()).isEmpty();
    }

    @Test
    void whatTheDatabaseLacksIsNoticed() throws Exception {
        Findings findings = workOn("inventing", new BrokenDelivery(0, 5));
        assertThat(findings.missing()).isEmpty();
        assertThat(findings.phantoms()).isNotEmpty();
    }

    private static Findings workOn(String name, UnaryOperator<Delivery> broken) throws Exception {
        try (Application application = new Application(temporary.resolve(name), broken)) {
            return work(application, application.log(), 1, 400);
        }
    }

    private static Findings work(Application application, Log log, long seed, int steps)
            throws InterruptedException, IOException {
        application.truth.forget();
        log.next(); // what a seed that failed has left
        new Workload(application, Steps.all()).run(seed, steps);
        return Findings.of(application.truth.changes(), log.next());
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static Application unopened() {
        return null;
    }

    @SuppressWarnings("NullAway") // likewise
    private static AuditTables unknown() {
        return null;
    }
}
