package io.audittrail.benchmarks.log;

import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Transactions of one kind, round and round. Not thread-safe. */
public final class Transactions {

    /** Few enough to stay in the processor's cache, as what was just changed does. */
    private static final int DIFFERENT = 256;

    private final ChangeSet[] all;
    private int next;

    private Transactions(ChangeSet[] all) {
        this.all = all;
    }

    /** Each with one update. */
    public static Transactions ofOneUpdate() {
        return ofOneUpdate(0);
    }

    /** @param share tells the updates of different threads apart */
    public static Transactions ofOneUpdate(int share) {
        return of(share, 1, Records::update);
    }

    public static Transactions ofUpdates(int count) {
        return of(0, count, Records::update);
    }

    public static Transactions ofOneInsert() {
        return of(0, 1, Records::insert);
    }

    private static Transactions of(int share, int count, IntFunction<? extends Entry> record) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS); // An old one would make segments old.
        return new Transactions(IntStream.range(0, Math.max(1, DIFFERENT / count))
                .map(i -> share * DIFFERENT + i)
                .mapToObj(number -> transaction(number, now, records(number * count, count, record)))
                .toArray(ChangeSet[]::new));
    }

    private static List<Entry> records(int from, int count, IntFunction<? extends Entry> record) {
        return IntStream.range(from, from + count).<Entry>mapToObj(record).toList();
    }

    private static ChangeSet transaction(int number, Instant now, List<Entry> records) {
        return new ChangeSet(
                new UUID(0x0199_0000_0000_7000L + number, 0x8000_0000_0000_0000L + number),
                now.plusMillis(number),
                "default",
                records,
                Map.of());
    }

    public ChangeSet next() {
        ChangeSet set = all[next];
        next = (next + 1) % all.length;
        return set;
    }
}
