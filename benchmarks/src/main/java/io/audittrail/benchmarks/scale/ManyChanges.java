package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.figures.Statistics;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.scale.Application.Import;
import io.audittrail.benchmarks.scale.Application.Project;
import io.audittrail.benchmarks.workload.ProjectColumns;
import io.audittrail.ledger.Ledger;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionObserver;

/**
 * Large transactions of one application, which flushes and lets go of its entities now and then, as imports do: what is left
 * in memory is ours, and the database's, which is in memory too.
 */
final class ManyChanges {

    static final int FLUSH_EVERY = 500;

    private static final int LEAST_PER_SLICE = 1_000;
    private static final int ALL = 300_000;
    private static final int MOST_SLICES = 60;
    private static final int FEWEST_SLICES = 5;

    /** What is done to entities. */
    enum Kind {
        UPDATE("updates of 2 of 12 attributes"),
        CREATE("creations");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** What the same changes took, per change, in nanoseconds. */
    private record Time(double cpu, double wall) {}

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final EntityManagerFactory factory;
    private long changes;
    private long nextId = 1;
    private int round;

    private ManyChanges(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** Measures transactions of these sizes and answers a table. */
    static String measured(List<Integer> sizes) throws Exception {
        try (Scratch scratch = Scratch.create();
                Application audited = Application.audited(Login.h2(), scratch.path());
                Application plain = Application.plain(Login.h2())) {
            ManyChanges ours = new ManyChanges(audited.factory());
            ManyChanges theirs = new ManyChanges(plain.factory());
            ours.store(Collections.max(sizes));
            theirs.store(Collections.max(sizes));
            StringBuilder text = new StringBuilder();
            for (Kind kind : Kind.values()) {
                Table table = new Table(
                        "In a transaction, " + kind.title,
                        "CPU per change, without",
                        "added CPU per change",
                        "added wall time per change");
                for (int size : sizes) {
                    int slices = Math.max(FEWEST_SLICES, Math.min(MOST_SLICES, ALL / Math.max(LEAST_PER_SLICE, size)));
                    row(table, size, compare(ours, theirs, kind, size, slices));
                    System.err.println(kind.title + ", " + size + " in a transaction: measured");
                }
                text.append(table).append('\n');
            }
            check(audited, ours);
            return text.toString();
        }
    }

    /** Runs a transaction of each size, each in an application of its own, and answers what it held, one number a line. */
    static String held(boolean isAudited, Kind kind, List<Integer> sizes) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int size : sizes) {
            try (Scratch scratch = Scratch.create();
                    Application application = application(isAudited, scratch)) {
                ManyChanges many = new ManyChanges(application.factory());
                if (kind == Kind.UPDATE) {
                    many.store(size);
                }
                text.append(many.held(kind, size)).append('\n');
            }
        }
        return text.toString();
    }

    /** Runs one transaction of creations, and answers that it did. */
    static String imported(boolean isAudited, int changes) throws Exception {
        try (Scratch scratch = Scratch.create();
                Application application = application(isAudited, scratch)) {
            ManyChanges many = new ManyChanges(application.factory());
            many.transaction(Kind.CREATE, changes, () -> {});
            if (isAudited) {
                check(application, many);
            }
            return "done";
        }
    }

    private static Application application(boolean isAudited, Scratch scratch) {
        return isAudited ? Application.audited(Login.h2(), scratch.path()) : Application.plain(Login.h2());
    }

    private static void check(Application audited, ManyChanges many) {
        Ledger ledger = audited.context().getBean(Ledger.class);
        Logs.check(ledger);
        if (ledger.seq() < many.changes) {
            throw new IllegalStateException("Of " + many.changes + " changes " + ledger.seq() + " lines were written");
        }
    }

    private static void row(Table table, int size, List<Time[]> times) {
        List<Double> without = new ArrayList<>();
        List<Double> addedCpu = new ArrayList<>();
        List<Double> addedWall = new ArrayList<>();
        for (Time[] pair : times) {
            without.add(pair[1].cpu / 1e3);
            addedCpu.add((pair[0].cpu - pair[1].cpu) / 1e3);
            addedWall.add((pair[0].wall - pair[1].wall) / 1e3);
        }
        table.row(
                Table.count(size),
                Figure.of(Statistics.median(without)) + " µs",
                Figure.of(Statistics.median(addedCpu)) + " µs",
                Figure.of(Statistics.median(addedWall)) + " µs");
    }

    /** Pairs, audited and not, in random order; what is done for each transaction gets warm with small ones only. */
    private static List<Time[]> compare(ManyChanges ours, ManyChanges theirs, Kind kind, int size, int slices)
            throws Exception {
        Random random = new Random(1);
        return Rounds.of(slices, () -> {
            Time[] pair = new Time[2];
            int first = random.nextInt(2);
            for (int which : new int[] {first, 1 - first}) {
                pair[which] = (which == 0 ? ours : theirs).slice(kind, size);
            }
            return pair;
        });
    }

    /** Stores what is updated. */
    private void store(int rows) {
        factory.runInTransaction(em -> inChunks(em, rows, i -> em.persist(filled(new Project(), i))));
    }

    private Time slice(Kind kind, int size) {
        int transactions = Math.max(1, LEAST_PER_SLICE / size);
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < transactions; i++) {
            transaction(kind, size, () -> {});
        }
        double all = (double) transactions * size;
        Time time = new Time((threads.getCurrentThreadCpuTime() - cpu) / all, (System.nanoTime() - start) / all);
        empty();
        return time;
    }

    /** Bytes that are held directly before the commit of a transaction, and were not before it. */
    private long held(Kind kind, int size) {
        transaction(kind, 1, () -> {}); // Whatever is made at the first one.
        long before = usedHeap();
        long[] used = new long[1];
        transaction(kind, size, () -> used[0] = usedHeap());
        return used[0] - before;
    }

    private void transaction(Kind kind, int size, Runnable beforeTheCommit) {
        round++;
        factory.runInTransaction(em -> {
            inChunks(em, size, i -> {
                if (kind == Kind.CREATE) {
                    em.persist(filled(new Import(), nextId++));
                } else {
                    ProjectColumns project = em.find(Project.class, i);
                    project.title = "Title number " + (round + i);
                    project.headcount = 1_000_000 + round;
                }
            });
            SharedSessionContractImplementor session = em.unwrap(SharedSessionContractImplementor.class);
            session.getTransactionCoordinator().addObserver(new AfterTheOthers(beforeTheCommit));
        });
        changes += size;
    }

    private void empty() {
        factory.runInTransaction(
                em -> em.createNativeQuery("truncate table Import").executeUpdate());
    }

    private interface Step {
        void change(long number);
    }

    private static void inChunks(EntityManager em, int count, Step step) {
        for (int i = 1; i <= count; i++) {
            step.change(i);
            if (i % FLUSH_EVERY == 0 || i == count) {
                em.flush();
                em.clear();
            }
        }
    }

    private static ProjectColumns filled(ProjectColumns project, long id) {
        project.id = id;
        project.title = "Title of " + id;
        return project;
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
