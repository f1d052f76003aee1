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
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures on one kind of database: for each workload all contenders begin and are warmed up, two at a time, and then have
 * their slices strictly one after the other, round by round, as many as there is time for.
 */
final class Comparison {

    private static final int LEAST_ROUNDS = 5;
    private static final int WARM_UP_MILLIS = 400;

    /** This part of a block's time is left to counting and checking. */
    private static final int AFTER_ROUNDS = 8;

    private static final long COUNTING_NANOS = 250_000_000;

    /** In so many transactions both threads of the mixed workload do each kind as often as it says. */
    private static final int COUNTED_STEP = 20;

    private static final int MOST_COUNTED = 200;

    /** The middle of three: what a server that tidies up writes in between is nobody's. */
    private static final int TIMES_COUNTED = 3;

    private final Field field;
    private final Budget budget;
    private final long seed;
    private final LongSupplier nanoTime;
    private final Consumer<String> progress;

    Comparison(Field field, Budget budget, long seed, LongSupplier nanoTime, Consumer<String> progress) {
        this.field = field;
        this.budget = budget;
        this.seed = seed;
        this.nanoTime = nanoTime;
        this.progress = progress;
    }

    /** @param cells the databases of each workload, all of the field's kind */
    List<Block> run(Map<Workload, Set<Database>> cells) {
        List<Block> blocks = new ArrayList<>();
        boolean first = true;
        for (Map.Entry<Workload, Set<Database>> cell : cells.entrySet()) {
            blocks.addAll(run(cell.getKey(), cell.getValue(), first));
            first = false;
        }
        return blocks;
    }

    private List<Block> run(Workload workload, Collection<Database> databases, boolean first) {
        List<Block> blocks = new ArrayList<>();
        Map<Contender, Warmth> warmth = Collections.synchronizedMap(new EnumMap<>(Contender.class));
        Map<Contender, StorageResult> storage = Collections.synchronizedMap(new EnumMap<>(Contender.class));
        Map<Contender, CheckResult> checks = Collections.synchronizedMap(new EnumMap<>(Contender.class));
        for (Database database : databases) {
            long start = nanoTime.getAsLong();
            boolean begins = blocks.isEmpty();
            long end = budget.next(start, Plan.weight(first, begins));
            progress.accept("%s, %s".formatted(workload, database.title()));
            if (begins) {
                field.begin(workload);
            }
            for (String setting : database.settings()) {
                field.twoAtATime(participant -> participant.set(setting));
            }
            if (begins) {
                WarmUp.Limits limits = first ? WarmUp.Limits.FIRST : WarmUp.Limits.LATER;
                field.twoAtATime(participant -> warmth.put(participant.contender(), warmUp(participant, limits)));
                progress.accept("  " + Report.warmth(warmth));
            }
            Order order = new Order(seed, database, workload);
            round(order); // Connections are new, and caches are those of whoever was warmed up last.
            List<Map<Contender, Sample>> rounds = rounds(order, end - (end - start) / AFTER_ROUNDS);
            blocks.add(new Block(database, workload, warmth, rounds, counts(rounds), storage, checks));
            progress.accept("  %d rounds".formatted(rounds.size()));
        }
        field.twoAtATime(participant -> storage.put(participant.contender(), participant.storage()));
        field.twoAtATime(participant -> checks.put(participant.contender(), participant.check()));
        return blocks;
    }

    private static Warmth warmUp(Participant participant, WarmUp.Limits limits) throws ChildFailure {
        WarmUp warmUp = new WarmUp(limits);
        while (!warmUp.isOver()) {
            warmUp.add(participant.slice(WARM_UP_MILLIS));
        }
        return warmUp.warmth();
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
