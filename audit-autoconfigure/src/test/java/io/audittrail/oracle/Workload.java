package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Club;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Thousands of steps, chosen by a seed, in several threads. */
final class Workload {

    static final int THREADS = 4;

    private final Application application;
    private final int threads;
    private final List<Step> lots = new ArrayList<>();

    Workload(Application application, List<Step> steps) {
        this(application, steps, THREADS);
    }

    /** @param threads each of which has an actor of its own */
    Workload(Application application, List<Step> steps, int threads) {
        this.application = application;
        this.threads = threads;
        for (Step step : steps) {
            for (int i = 0; i < step.weight(); i++) {
                lots.add(step);
            }
        }
    }

    /** @param steps of all threads together */
    void run(long seed, int steps) throws InterruptedException {
        new Worker(0, application).run(seed + "/setup", seed, new Step("setup", 1, Workload::makeClubs));
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 1; thread <= threads; thread++) {
                work.add(worker(thread, seed, steps / threads));
            }
            for (Future<Void> done : workers.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The workload of seed " + seed + " failed", e.getCause());
        } finally {
            workers.shutdown();
        }
    }

    private Callable<Void> worker(int thread, long seed, int steps) {
        Worker worker = new Worker(thread, application);
        return () -> {
            for (int i = 1; i <= steps; i++) {
                long draw = new Random(seed * 31 + thread).nextLong() + i * 0x9E3779B97F4A7C15L;
                Step step = lots.get(new Random(draw).nextInt(lots.size()));
                String name = "%d/%d/%d %s".formatted(seed, thread, i, step.name());
                try {
                    worker.run(name, draw + 1, step);
                } catch (RuntimeException e) {
                    throw new IllegalStateException(name, e);
                }
            }
            return null;
        };
    }

    private static void makeClubs(Worker worker) {
        worker.transaction(em -> {
            for (long id = 1; id <= Worker.CLUBS; id++) {
                Club club = new Club();
                club.id = id;
                club.name = "Club " + id;
                em.persist(club);
            }
        });
    }
}
