package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderColumn;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What auditing may cost where a collection is large: nothing that grows with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectionGuardTests {

    private static final int LARGE = 100_000;
    private static final int ROUNDS = 7;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CapturedUnit audited =
            new CapturedUnit(TestDatabase.h2().withConnections(1), CapturedUnit.ALL, Large.class);
    private final CapturedUnit plain = new CapturedUnit(TestDatabase.h2().withConnections(1), null, Large.class);

    /** Bytes allocated on the thread, those of the middle one of the rounds, and the statements of all. */
    private record Cost(long bytes, List<String> statements) {}

    @BeforeAll
    void fill() {
        for (CapturedUnit unit : List.of(audited, plain)) {
            unit.commit(em -> em.persist(new Large(1)));
            unit.commit(em -> {
                insert(em, "large_words (owner_id, word) select 1, 'word ' || x");
                insert(em, "large_steps (owner_id, place, step) select 1, x - 1, 'step ' || x");
                insert(em, "large_limits (owner_id, word, amount) select 1, 'word ' || x, x");
            });
        }
    }

    private static void insert(EntityManager em, String rows) {
        em.createNativeQuery("insert into " + rows + " from system_range(1, " + LARGE + ")")
                .executeUpdate();
    }

    @AfterAll
    void close() {
        assertThat(audited.failures.report().failures()).isEmpty();
        audited.close();
        plain.close();
    }

    @Test
    void anElementMoreInALargeSetCostsNoCopyAndNoStatement() {
        assertThatItCostsLittle((large, round) -> large.words.add("new " + round));
    }

    @Test
    void anElementLessInALargeSetCostsNoCopyAndNoStatement() {
        assertThatItCostsLittle((large, round) -> large.words.remove("word " + (500 + round)));
    }

    @Test
    void anElementMoreAtTheEndOfALargeListCostsNoCopyAndNoStatement() {
        assertThatItCostsLittle((large, round) -> large.steps.add("new " + round));
    }

    @Test
    void anEntryMoreInALargeMapCostsNoCopyAndNoStatement() {
        assertThatItCostsLittle((large, round) -> large.limits.put("new " + round, round));
    }

    @Test
    void aLargeCollectionThatIsNotTouchedIsNotLoaded() {
        audited.reset();
        audited.commit(em -> em.find(Large.class, 1).name = "New");

        assertThat(audited.statements).hasSize(2).noneMatch(sql -> sql.contains("large_"));
        assertThat(audited.records()).hasSize(1);
    }

    private void assertThatItCostsLittle(BiConsumer<Large, Integer> work) {
        Cost with = cost(audited, work);
        Cost without = cost(plain, work);

        assertThat(audited.records())
                .singleElement()
                .satisfies(record -> assertThat(record.changes()).hasSize(1));
        assertThat(with.statements).isEqualTo(without.statements).hasSize(ROUNDS);
        assertThat(with.bytes - without.bytes).isLessThanOrEqualTo(4_000);
    }

    private Cost cost(CapturedUnit unit, BiConsumer<Large, Integer> work) {
        long[] bytes = new long[ROUNDS];
        List<String> statements = new ArrayList<>();
        unit.committed.clear();
        unit.commit(em -> {
            Large large = em.find(Large.class, 1);
            work.accept(large, ROUNDS); // loads it
            em.flush();
            unit.statements.clear();
            for (int i = 0; i < ROUNDS; i++) {
                work.accept(large, i);
                long before = threads.getCurrentThreadAllocatedBytes();
                em.flush();
                bytes[i] = threads.getCurrentThreadAllocatedBytes() - before;
            }
            statements.addAll(unit.statements);
        });
        Arrays.sort(bytes);
        return new Cost(bytes[ROUNDS / 2], statements);
    }

    @Entity(name = "Large")
    static class Large {
        @Id
        Integer id = 0;

        String name = "";

        @ElementCollection
        @CollectionTable(name = "large_words", joinColumns = @JoinColumn(name = "owner_id"))
        @Column(name = "word")
        Set<String> words = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "large_steps", joinColumns = @JoinColumn(name = "owner_id"))
        @OrderColumn(name = "place")
        @Column(name = "step")
        List<String> steps = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "large_limits", joinColumns = @JoinColumn(name = "owner_id"))
        @MapKeyColumn(name = "word")
        @Column(name = "amount")
        Map<String, Integer> limits = new HashMap<>();

        Large() {}

        Large(Integer id) {
            this.id = id;
        }
    }
}
