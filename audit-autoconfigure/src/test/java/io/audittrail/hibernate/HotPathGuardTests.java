package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.segment.MemberWriter;
import io.audittrail.testing.ProcessWrites;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What auditing may cost, in figures that do not depend on the machine: bytes allocated on the committing thread beyond
 * those of the same work without auditing, writes, bytes in the log. Twelve attributes, no context. The build runs tests
 * with the first compiler alone, which removes no allocation, so each run measures the same.
 */
class HotPathGuardTests {

    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 1_000;

    private static final int MANY = 50;
    private static final int ROWS = 100;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CapturedUnit audited = new CapturedUnit(singleConnection(), CapturedUnit.ALL, Wide.class);
    private final CapturedUnit plain = new CapturedUnit(singleConnection(), null, Wide.class);
    private Ledger ledger = unopened();
    private long nextId = 1_000;

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void openTheLedger() {
        LedgerSettings settings =
                LedgerSettings.of(directory, "guard").with(new LedgerSettings.Segments(1L << 30, Duration.ofDays(1)));
        ledger = Ledgers.open(settings, Clock.systemUTC(), audited.failures);
        audited.delivery = new DirectDelivery(ledger, audited.failures);
        for (CapturedUnit unit : List.of(audited, plain)) {
            unit.commit(em -> LongStream.range(0, ROWS).forEach(id -> em.persist(Wide.of(id))));
        }
    }

    @AfterEach
    void close() {
        assertThat(audited.failures.report().failures()).isEmpty();
        ledger.close();
        audited.close();
        plain.close();
    }

    /** What H2 allocates in a transaction depends on which of several connections it has got. */
    private static TestDatabase singleConnection() {
        return TestDatabase.h2().withConnections(1);
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static Ledger unopened() {
        return null;
    }

    @Test
    void aTransactionOfOneUpdateAllocatesAtMost800Bytes() {
        assertThat(extraBytes(HotPathGuardTests::updateOne, 1)).isLessThanOrEqualTo(800);
    }

    @Test
    void aTransactionOfOneInsertAllocatesAtMost1300Bytes() {
        assertThat(extraBytes((em, i) -> em.persist(Wide.of(nextId++)), 1)).isLessThanOrEqualTo(1_300);
    }

    @Test
    void eachFurtherUpdateOfATransactionAllocatesAtMost350Bytes() {
        long one = extraBytes(HotPathGuardTests::updateOne, 1);
        long many = extraBytes((em, i) -> IntStream.range(0, MANY).forEach(row -> update(em, row, i)), MANY);
        assertThat((many - one) / (MANY - 1)).isLessThanOrEqualTo(350);
    }

    @Test
    void aCommittedTransactionIsOneWriteAndARolledBackOneNone() {
        long before = ledger.writes();
        audited.commit(em -> IntStream.range(0, 20).forEach(row -> update(em, row, 1)));
        assertThat(ledger.writes() - before).isEqualTo(1);

        rollBack(2);
        assertThat(ledger.writes() - before).isEqualTo(1);
    }

    /** Counted by the operating system, for the whole process; a few belong to others. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux tells how often a process has written")
    void theOperatingSystemIsCalledOnceForEachCommit() throws IOException {
        audited.commit(em -> update(em, 7, 0));
        long before = ProcessWrites.soFar();
        for (int i = 1; i <= 500; i++) {
            int round = i;
            audited.commit(em -> updateOne(em, round));
        }
        assertThat(ProcessWrites.soFar() - before).isBetween(500L, 600L);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux tells how often a process has written")
    void theOperatingSystemIsNotCalledForWhatIsRolledBack() throws IOException {
        rollBack(0);
        long before = ProcessWrites.soFar();
        for (int i = 1; i <= 500; i++) {
            rollBack(i);
        }
        assertThat(ProcessWrites.soFar() - before).isLessThan(100);
    }

    @Test
    void anUpdateRecordHasAtMost420Bytes() throws IOException {
        audited.commit(em -> update(em, 7, 1));

        List<String> lines = Files.readAllLines(directory.resolve("guard.current"));
        String last = lines.get(lines.size() - 1);
        assertThat(last).contains("\"action\":\"UPDATE\"", "\"title\":{", "\"count\":{");
        assertThat(last.length() + 1).isLessThanOrEqualTo(420);
    }

    @Test
    void anUpdateRecordTakesAtMost90BytesOnceCompressed() throws IOException {
        int records = 5_000;
        for (int i = 0; i < records; i++) {
            int round = i;
            audited.commit(em -> updateOne(em, round));
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (InputStream log = Files.newInputStream(directory.resolve("guard.current"))) {
            MemberWriter.compress(log, compressed);
        }

        assertThat(compressed.size()).isLessThanOrEqualTo(90 * records);
    }

    private void rollBack(int i) {
        audited.transactions.executeWithoutResult(status -> {
            update(audited.entityManager(), 0, i);
            audited.entityManager().flush();
            status.setRollbackOnly();
        });
    }

    private static void updateOne(EntityManager em, int i) {
        update(em, i % ROWS, i);
    }

    private static void update(EntityManager em, long row, int i) {
        Wide wide = em.find(Wide.class, row);
        wide.title = "Title number " + i;
        wide.count = 1_000_000 + i;
    }

    /** @param changes of one transaction: the more there are, the fewer transactions are needed */
    private long extraBytes(BiConsumer<EntityManager, Integer> work, int changes) {
        measure(audited, work, WARM_UP / changes);
        measure(plain, work, WARM_UP / changes);
        int transactions = MEASURED / changes;
        long before = ledger.seq();
        long bytes = measure(audited, work, transactions);
        assertThat(ledger.seq() - before)
                .as("what was measured is in the log")
                .isEqualTo((long) changes * transactions);
        return bytes - measure(plain, work, transactions);
    }

    /**
     * Bytes that a transaction allocates on the thread that commits. The middle one of many: the database sometimes does its
     * own work there, the more often the busier the machine.
     */
    private long measure(CapturedUnit unit, BiConsumer<EntityManager, Integer> work, int transactions) {
        long[] bytes = new long[transactions];
        for (int i = 0; i < transactions; i++) {
            int round = i;
            unit.statements.clear();
            Consumer<EntityManager> transaction = em -> work.accept(em, round);
            long before = threads.getCurrentThreadAllocatedBytes();
            unit.factory.runInTransaction(transaction);
            bytes[i] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        Arrays.sort(bytes);
        return bytes[transactions / 2];
    }
}
