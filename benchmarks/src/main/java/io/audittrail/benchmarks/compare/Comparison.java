package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.compare.Order.Turn;
import io.audittrail.benchmarks.contender.CheckResult;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.contender.CountResult;
import io.audittrail.benchmarks.contender.StorageResult;
import io.audittrail.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures on one kind of database: for each workload all contenders begin and are warmed up, two at a time, and then have
 * their slices strictly one after the other, round by round, as many as there is time for.
 */
final class Comparison {

    private static final int LEAST_ROUNDS = 3;
    private static final int WARM_UP_MILLIS = 250;

    /** The first workload of all includes the start of the JVMs and most of the warm-up, */
    private static final int WEIGHT_OF_FIRST = 5;

    /** the first database of each the making of rows and the rest of the warm-up. */
    private static final int WEIGHT_OF_BEGINNING = 2;

    /** This part of a block's time is left to counting and checking. */
    private static final int AFTER_ROUNDS = 8;

    /** A database that waits more than it works lets nobody consume CPU: nobody is warmed up for more than so many times that. */
    private static final int PATIENCE = 3;

    private static final long COUNTING_NANOS = 250_000_000;

    /** In so many transactions both threads of the mixed workload do each kind as often as it says. */
    private static final int COUNTED_STEP = 20;

    private static final int MOST_COUNTED = 200;

    /** The middle of three: what a server that tidies up writes in between is nobody's. */
    private static final int TIMES_COUNTED = 3;

    private final Field field;
    private final Budget budget;
    private final WarmUp warmUp;
    private final long seed;
    private final LongSupplier nanoTime;
    private final Consumer<String> progress;

    Comparison(Field field, Budget budget, WarmUp warmUp, long seed, LongSupplier nanoTime, Consumer<String> progress) {
        this.field = field;
        this.budget = budget;
        this.warmUp = warmUp;
        this.seed = seed;
        this.nanoTime = nanoTime;
        this.progress = progress;
    }

    /** What all this weighs in a budget. */
    static int weight(int workloads, int databases) {
        int weight = 0;
        for (int workload = 0; workload < workloads; workload++) {
            for (int database = 0; database < databases; database++) {
                weight += weight(workload == 0, database == 0);
            }
        }
        return weight;
    }

    private static int weight(boolean first, boolean begins) {
        if (!begins) {
            return 1;
        }
        return first ? WEIGHT_OF_FIRST : WEIGHT_OF_BEGINNING;
    }

    /** @param databases of the field's kind */
    List<Block> run(Collection<Workload> workloads, Collection<Database> databases) {
        List<Block> blocks = new ArrayList<>();
        boolean first = true;
        for (Workload workload : workloads) {
            blocks.addAll(run(workload, databases, first));
            first = false;
        }
        return blocks;
    }

    private List<Block> run(Workload workload, Collection<Database> databases, boolean first) {
        List<Block> blocks = new ArrayList<>();
        Map<Contender, StorageResult> storage = Collections.synchronizedMap(new EnumMap<>(Contender.class));
        Map<Contender, CheckResult> checks = Collections.synchronizedMap(new EnumMap<>(Contender.class));
        for (Database database : databases) {
            long start = nanoTime.getAsLong();
            boolean begins = blocks.isEmpty();
            long end = budget.next(start, weight(first, begins));
            progress.accept("%s, %s".formatted(workload, database.title()));
            if (begins) {
                field.begin(workload);
            }
            for (String setting : database.settings()) {
                field.twoAtATime(participant -> participant.set(setting));
            }
            // What has changed by a setting is the connections: they need a few transactions, not the compiler.
            long cpu = !begins ? 1 : first ? warmUp.first() : warmUp.later();
            field.twoAtATime(participant -> warmUp(participant, cpu));
            List<Map<Contender, Sample>> rounds =
                    rounds(new Order(seed, database, workload), end - (end - start) / AFTER_ROUNDS);
            blocks.add(new Block(database, workload, rounds, counts(rounds), storage, checks));
            progress.accept("  %d rounds".formatted(rounds.size()));
        }
        field.twoAtATime(participant -> storage.put(participant.contender(), participant.storage()));
        field.twoAtATime(participant -> checks.put(participant.contender(), participant.check()));
        return blocks;
    }

    private void warmUp(Participant participant, long cpu) throws ChildFailure {
        long start = nanoTime.getAsLong();
        long consumed = 0;
        do {
            consumed += participant.slice(WARM_UP_MILLIS).processCpuNanos();
        } while (consumed < cpu && nanoTime.getAsLong() - start < PATIENCE * cpu);
    }

    private List<Map<Contender, Sample>> rounds(Order order, long end) {
        List<Map<Contender, Sample>> rounds = new ArrayList<>();
        long longest = 0;
        long now = nanoTime.getAsLong();
        while (field.fit().contains(Contender.NONE) && (rounds.size() < LEAST_ROUNDS || now + longest <= end)) {
            rounds.add(round(order));
            long start = now;
            now = nanoTime.getAsLong();
            longest = Math.max(longest, now - start);
        }
        return rounds;
    }

    private Map<Contender, Sample> round(Order order) {
        Map<Contender, Sample> samples = new EnumMap<>(Contender.class);
        for (Turn turn : order.round(field.fit())) {
            field.alone(
                    turn.contender(),
                    participant -> samples.put(turn.contender(), Sample.of(participant.slice(turn.millis()))));
        }
        return samples;
    }

    private Map<Contender, List<CountResult>> counts(List<Map<Contender, Sample>> rounds) {
        Map<Contender, List<CountResult>> counts = new EnumMap<>(Contender.class);
        for (Contender contender : field.fit()) {
            rounds.stream()
                    .map(round -> round.get(contender))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(sample -> field.alone(contender, participant -> {
                        List<CountResult> counted = new ArrayList<>();
                        for (int i = 0; i < TIMES_COUNTED; i++) {
                            counted.add(participant.count(counted(sample)));
                        }
                        counts.put(contender, counted);
                    }));
        }
        return counts;
    }

    /** Fewer where a transaction takes long. */
    static int counted(Sample sample) {
        double affordable = COUNTING_NANOS / sample.wall();
        int steps = (int) Math.min(MOST_COUNTED, affordable) / COUNTED_STEP;
        return Math.max(1, steps) * COUNTED_STEP;
    }
}
