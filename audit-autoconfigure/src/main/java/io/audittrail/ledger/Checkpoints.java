package io.audittrail.ledger;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSigner;
import io.audittrail.CheckpointSink;
import io.audittrail.line.CheckpointText;
import io.audittrail.line.Seal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checkpoints of a stream: once a second while there is something new on the disk, when a segment was closed,
 * and at the end. Signs them before anybody sees them. Thread-safe.
 */
final class Checkpoints implements Housekeeping.Task {

    /** The end of the stream, as far as it is on the disk. */
    interface Source {

        @Nullable
        Seal syncedHead();

        @Nullable
        Path segment();
    }

    private final String stream;
    private final Source source;
    private final Clock clock;
    private final Reports reports;
    private final boolean ownThreads;
    private final Duration patience;
    private final Keeper signing;
    private final Every second;
    private final Every again;
    private final List<Witnesses> registered = new ArrayList<>();
    private final Map<CheckpointSink, Keeper> keepers = new LinkedHashMap<>();
    private @Nullable Path segment;
    private long madeSeq;
    private volatile List<Keeper> told = List.of();
    private volatile @Nullable CheckpointSigner signer;
    private volatile long sentSeq;
    private volatile @Nullable Checkpoint sent;

    Checkpoints(String stream, Source source, Surroundings surroundings, Reports reports) {
        this.stream = stream;
        this.source = source;
        this.clock = surroundings.clock();
        this.reports = reports;
        this.ownThreads = surroundings.ownThread();
        this.patience = surroundings.patience();
        this.signing = new Keeper("Signing the audit log's checkpoints", this::sign, reports, ownThreads, patience);
        this.second = new Every(clock, Duration.ofSeconds(1));
        this.again = new Every(clock, Duration.ofMinutes(1));
        again.isDue();
    }

    synchronized void add(Witnesses witnesses) {
        registered.add(witnesses);
        choose();
    }

    synchronized void remove(Witnesses witnesses) {
        registered.remove(witnesses);
        choose();
    }

    synchronized List<CheckpointSink> sinks() {
        return List.copyOf(keepers.keySet());
    }

    /** What did not work at the last attempt, in sentences. */
    List<String> problems() {
        return Stream.concat(Stream.of(signing), told.stream())
                .map(Keeper::problem)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Up to here checkpoints are out; the highest number where nobody wants any. */
    long sentSeq() {
        return told.isEmpty() ? Long.MAX_VALUE : sentSeq;
    }

    /** The last one that went out since the stream was opened; null when none did. */
    @Nullable
    Checkpoint sent() {
        return sent;
    }

    @Override
    public void round() {
        Path now = source.segment();
        boolean isDue = second.isDue();
        if (isDue || !Objects.equals(now, segment)) {
            segment = now;
            make();
        }
        if (again.isDue()) {
            signing.retry();
            told.forEach(Keeper::retry);
        }
    }

    @Override
    public void last() {
        make();
        close(Stream.concat(Stream.of(signing), told.stream()));
    }

    /** However many do not come to an end, together they are waited for as long as one. */
    private void close(Stream<Keeper> done) {
        long deadline = System.nanoTime() + patience.toNanos();
        done.forEach(keeper -> keeper.close(Duration.ofNanos(deadline - System.nanoTime())));
    }

    private void make() {
        Seal head = source.syncedHead();
        if (head == null || head.seq() <= madeSeq || told.isEmpty()) {
            return;
        }
        madeSeq = head.seq();
        Checkpoint checkpoint =
                new Checkpoint(stream, head.seq(), head.hash(), clock.instant().truncatedTo(ChronoUnit.MICROS), null);
        if (signer == null) {
            send(checkpoint);
        } else {
            signing.take(checkpoint);
        }
    }

    private void sign(Checkpoint checkpoint) throws Exception {
        CheckpointSigner used = signer;
        if (used != null) {
            send(CheckpointText.with(used.sign(CheckpointText.signed(checkpoint)), checkpoint));
        }
    }

    private void send(Checkpoint checkpoint) {
        told.forEach(keeper -> keeper.take(checkpoint));
        sentSeq = checkpoint.seq();
        sent = checkpoint;
    }

    private void choose() {
        Map<CheckpointSink, Keeper> before = new LinkedHashMap<>(keepers);
        keepers.clear();
        for (Witnesses each : registered) {
            for (CheckpointSink sink : each.sinks()) {
                Keeper known = before.remove(sink);
                if (known != null) {
                    keepers.put(sink, known);
                } else {
                    keepers.computeIfAbsent(sink, this::keeper);
                }
            }
        }
        told = List.copyOf(keepers.values());
        signer = registered.stream()
                .map(Witnesses::signer)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        close(before.values().stream());
    }

    private Keeper keeper(CheckpointSink sink) {
        return new Keeper(
                "The checkpoint sink " + sink.getClass().getName(), sink::accept, reports, ownThreads, patience);
    }
}
