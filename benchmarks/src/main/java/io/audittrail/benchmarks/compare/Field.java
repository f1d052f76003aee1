package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All contenders on one kind of database, each in a JVM of its own, alive at the same time. Who fails is left out of the
 * rest of the workload, or of everything when nothing more is to be expected, and the others go on. Thread-safe.
 */
final class Field implements AutoCloseable {

    /** As many children work at a time while nothing is measured. */
    private static final int AT_A_TIME = 2;

    /** All together have so long to end by themselves. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Database.Kind kind;
    private final Launcher launcher;
    private final Set<Contender> contenders;
    private final Map<Contender, Participant> participants = new EnumMap<>(Contender.class);
    private final Set<Contender> lost = EnumSet.noneOf(Contender.class);
    private final Set<Contender> out = EnumSet.noneOf(Contender.class);
    private final List<Failure> failures = new ArrayList<>();
    private Workload workload = Workload.W1;
    private boolean closed;

    /** Starts the JVM of a contender. */
    interface Launcher {
        Participant launch(Contender contender) throws IOException;
    }

    /** What a contender is asked to do. */
    interface Task {
        void run(Participant participant) throws ChildFailure;
    }

    Field(Database.Kind kind, Collection<Contender> contenders, Launcher launcher) {
        this.kind = kind;
        this.launcher = launcher;
        this.contenders = EnumSet.copyOf(contenders);
    }

    /** Lets all begin another workload, also those that failed in the last one. The first time this starts them. */
    void begin(Workload next) {
        synchronized (this) {
            workload = next;
            out.clear();
        }
        twoAtATime(participant -> participant.begin(next));
    }

    /** Those that have not failed in this workload; nobody, once all are ended. */
    synchronized List<Contender> fit() {
        if (closed) {
            return List.of();
        }
        return contenders.stream()
                .filter(contender -> !lost.contains(contender) && !out.contains(contender))
                .toList();
    }

    synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Lets all who are fit do something that is not measured. */
    void twoAtATime(Task task) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (Contender contender : fit()) {
                done.add(threads.submit(() -> alone(contender, task)));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        } finally {
            threads.shutdown();
        }
    }

    /** Lets one do something, if it is fit, and remembers it if it cannot. */
    void alone(Contender contender, Task task) {
        if (!fit().contains(contender)) {
            return;
        }
        try {
            task.run(participant(contender));
        } catch (ChildFailure e) {
            failed(contender, e);
        }
    }

    /** Ends all of them. */
    @Override
    public void close() {
        List<Participant> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(participants.values());
        }
        all.forEach(Participant::end);
        long until = System.nanoTime() + PATIENCE.toNanos();
        all.forEach(participant -> participant.awaitEnd(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
    }

    private Participant participant(Contender contender) throws ChildFailure {
        synchronized (this) {
            Participant running = participants.get(contender);
            if (running != null) {
                return running;
            }
            if (closed) {
                throw ChildFailure.last("not started any more");
            }
            try {
                Participant started = launcher.launch(contender);
                participants.put(contender, started);
                return started;
            } catch (IOException e) {
                throw ChildFailure.last("not started: " + e);
            }
        }
    }

    private synchronized void failed(Contender contender, ChildFailure e) {
        if (closed) {
            return;
        }
        (e.isLast() ? lost : out).add(contender);
        Participant participant = participants.get(contender);
        failures.add(new Failure(
                kind,
                workload,
                contender,
                Objects.requireNonNullElse(e.getMessage(), "failed"),
                e.isLast(),
                participant == null ? List.of() : participant.lastWords()));
    }
}
