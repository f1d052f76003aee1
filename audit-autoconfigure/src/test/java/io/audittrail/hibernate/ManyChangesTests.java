package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction may be large: what it costs grows with it and no faster. In bytes, which do not depend on the machine. */
class ManyChangesTests {

    private static final int MANY = 50_000;
    private static final int FLUSH_EVERY = 500;
    private static final long KILOBYTE = 1024;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), CapturedUnit.ALL, Wide.class);
    private final CapturedUnit plain = new CapturedUnit(TestDatabase.h2(), null, Wide.class);
    private Ledger ledger = unopened();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void openTheLedger() {
        LedgerSettings settings =
                LedgerSettings.of(directory, "many").with(new LedgerSettings.Segments(1L << 30, Duration.ofDays(1)));
        ledger = Ledgers.open(settings, Clock.systemUTC(), unit.failures);
        unit.delivery = new DirectDelivery(ledger, unit.failures);
    }

    @AfterEach
    void close() {
        assertThat(unit.failures.report().failures()).isEmpty();
        ledger.close();
        unit.close();
        plain.close();
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static Ledger unopened() {
        return null;
    }

    /** Creations are the largest: every attribute is in them. */
    @Test
    void fiftyThousandCreationsRetainAtMostOneKilobyteEach() {
        assertRetained((em, id) -> em.persist(Wide.of(id)));
        assertThat(ChainCheck.records(directory, "many")).hasSize(MANY);
    }

    @Test
    void theyRetainNoMoreWhenASinkIsToldOfThem() {
        List<Integer> heard = new ArrayList<>();
        unit.sinks = List.of(changes -> heard.add(changes.records().size()));

        assertRetained((em, id) -> em.persist(Wide.of(id)));
        assertThat(heard).containsExactly(MANY);
    }

    @Test
    void aLargeTransactionThatIsRolledBackLeavesNothing() {
        unit.transactions.executeWithoutResult(status -> {
            inChunks(unit.entityManager(), 2_000, id -> unit.entityManager().persist(Wide.of(id)));
            status.setRollbackOnly();
        });

        assertThat(ledger.writes()).isZero();
    }

    @Test
    void tenTimesTheChangesAllocateTenTimesTheBytes() {
        long warmUp = extraBytes(0, MANY / 10);
        assertThat(warmUp).isPositive();
        long few = extraBytes(MANY, MANY / 10) / (MANY / 10);
        long many = extraBytes(2 * MANY, MANY) / MANY;

        assertThat(many).isBetween(few / 2, 2 * few);
    }

    /** Net of what the database, which is in memory too, retains for the same changes. */
    private void assertRetained(BiConsumer<EntityManager, Long> change) {
        Retained all = retained(unit, change);
        Retained theirs = retained(plain, change);

        assertThat(all.flushed - theirs.flushed).as("after the last flush").isBetween(50L, KILOBYTE);
        assertThat(all.closed - theirs.closed).as("after the close").isBetween(50L, KILOBYTE);
    }

    /** Bytes per change, after the last flush and directly before the commit. */
    private record Retained(long flushed, long closed) {}

    private Retained retained(CapturedUnit measured, BiConsumer<EntityManager, Long> change) {
        long[] used = new long[3];
        measured.commit(em -> {
            used[0] = usedHeap();
            inChunks(em, MANY, id -> change.accept(em, id));
            used[1] = usedHeap();
            SharedSessionContractImplementor session = em.unwrap(SharedSessionContractImplementor.class);
            session.getTransactionCoordinator().addObserver(new AfterTheOthers(() -> used[2] = usedHeap()));
        });
        return new Retained((used[1] - used[0]) / MANY, (used[2] - used[0]) / MANY);
    }

    private long extraBytes(long from, int changes) {
        return allocated(unit, from, changes) - allocated(plain, from, changes);
    }

    private long allocated(CapturedUnit measured, long from, int changes) {
        long before = threads.getCurrentThreadAllocatedBytes();
        measured.commit(em -> inChunks(em, changes, id -> em.persist(Wide.of(from + id))));
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** As imports do it, so that what is left in memory is ours. */
    private void inChunks(EntityManager em, int count, LongConsumer change) {
        for (int i = 1; i <= count; i++) {
            change.accept(i);
            if (i % FLUSH_EVERY == 0) {
                em.flush();
                em.clear();
                unit.statements.clear();
                plain.statements.clear();
            }
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Told last, since it comes last. */
    private record AfterTheOthers(Runnable work) implements TransactionObserver {

        @Override
        public void afterBegin() {}

        @Override
        public void beforeCompletion() {
            work.run();
        }

        @Override
        public void afterCompletion(boolean successful, boolean delayed) {}
    }
}
