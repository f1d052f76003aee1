package io.audittrail.ledger;

import io.audittrail.AuditHealth;
import io.audittrail.ChangeSet;
import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSink;
import io.audittrail.line.Lines;
import io.audittrail.line.Seal;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The log on disk, as one application context holds it; see {@link Ledgers#open}. Contexts of one JVM with the same
 * directory and stream write through the same files; those are closed with the last of them. Thread-safe.
 */
public final class Ledger implements AuditHealth, AutoCloseable {

    /** Gives back what {@link Ledgers} lent. */
    @FunctionalInterface
    interface Release {
        void run(Failures failures) throws IOException;
    }

    private final StreamWriter writer;
    private final Witnesses witnesses;
    private final Failures failures;
    private final Release release;
    private final List<AppendListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    Ledger(StreamWriter writer, Witnesses witnesses, Failures failures, Release release) {
        this.writer = writer;
        this.witnesses = witnesses;
        this.failures = failures;
        this.release = release;
    }

    /** For whoever drives the rounds by hand. */
    Housekeeping housekeeping() {
        return writer.housekeeping();
    }

    /** The last line that the disk has for certain, with all before it; null as long as nothing is known. */
    @Nullable
    Seal syncedHead() {
        return writer.syncedHead();
    }

    /** The name of the chain, which may differ from the one that was asked for. */
    public String stream() {
        return writer.settings().stream();
    }

    /** Where the segments are, as a real path. */
    public Path directory() {
        return writer.directory().path();
    }

    /** The seq of the last line. */
    public long seq() {
        return writer.scribe().seq();
    }

    /** Whether the end of the log is known. Where there was no room for its files at the start, it will be as soon as there is. */
    public boolean isOpen() {
        return writer.scribe().isOpen();
    }

    /** Whether the log began anew when it was opened, because what was found is not what others remember. */
    public boolean isBroken() {
        return writer.aftercare().trust().isBroken();
    }

    /** Compares the log with the last checkpoint of a sink that did not know it when the log was opened. */
    public void compare(CheckpointSink late) {
        writer.compare(late);
    }

    /** The last checkpoint that was sent since the log was opened; null when none was. */
    public @Nullable Checkpoint lastCheckpoint() {
        return writer.aftercare().checkpoints().sent();
    }

    /** How often bytes were handed to the operating system. */
    public long writes() {
        return figures().writes();
    }

    /** Encodes without writing. What is returned is lent: {@link #release} it in any case. */
    public Lines encode(ChangeSet changes) {
        return writer.encode(changes);
    }

    /** Takes back what {@link #encode} lent. */
    public void release(Lines lines) {
        writer.release(lines);
    }

    /**
     * Takes the lines of one transaction over and writes them, with one write, to one segment; with fsync=group, it returns
     * when the disk has them. What cannot be written is queued, in order, and said in the log as soon as it can be: the
     * transaction is committed, and its caller has no use for an exception.
     */
    public void deliver(Lines lines) {
        try {
            writer.deliver(lines);
        } catch (RuntimeException | Error e) {
            failures.report("write-failed", "The audit log in " + directory() + " failed", e);
        }
    }

    /**
     * Writes the lines of some transactions, in order, to one segment, and syncs them: for those who keep them elsewhere until
     * then. When this throws, none of them is in the log. They stay the caller's: {@link #release} them in any case.
     *
     * @return the seal of the last line
     */
    public Seal appendSynced(List<Lines> batch) throws IOException {
        return writer.appendSynced(batch);
    }

    /** Says what is audited and how, part by part. When it differs from what was said before, the log shows it. */
    public void policy(String key, Map<String, ?> part) {
        writer.policy(key, part);
    }

    /** Says something of the log itself in a line of its own. Like a record, it waits where it must. */
    public void say(String control, Map<String, ?> details) {
        try {
            writer.deliver(writer.line(control, details));
        } catch (RuntimeException | Error e) {
            failures.report("write-failed", "The audit log in " + directory() + " failed", e);
        }
    }

    /** Writes that auditing started, once. Without it, the first record does. */
    public void start() {
        writer.start();
    }

    /** Waits for nobody, whatever the disk does. */
    public LedgerFigures figures() {
        return writer.figures();
    }

    /**
     * Why a transaction should not be committed, if nothing may be committed that is not logged: a sentence, or null when
     * the log can be written. Waits for nobody, whatever the disk does.
     *
     * @param maxLag how long committed lines may wait
     */
    public @Nullable String refusal(Duration maxLag) {
        return writer.condition().refusal(maxLag);
    }

    /** Registers a listener until this ledger is closed. */
    public void listen(AppendListener listener) {
        listeners.add(listener);
        writer.listeners().add(listener, failures);
    }

    @Override
    public Report report() {
        LedgerFigures figures = figures();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("stream", stream());
        details.put("directory", directory().toString());
        details.put("seq", seq());
        Path segment = writer.scribe().segment();
        if (segment != null) {
            details.put("segment", String.valueOf(segment.getFileName()));
        }
        Instant lastWrite = writer.scribe().lastWrite();
        if (lastWrite != null) {
            details.put("lastWrite", lastWrite.toString());
        }
        details.put("waiting", figures.waitingRecords());
        details.put("lost", figures.lostRecords());
        List<String> problems = new ArrayList<>(writer.condition().problems());
        problems.addAll(writer.aftercare().problems());
        return new Report(problems, details, Map.of());
    }

    /** Lets go of the log. The last one to do so writes that auditing stopped. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            release.run(failures);
        } catch (IOException e) {
            failures.report("write-failed", String.valueOf(e.getMessage()), e);
        } finally {
            listeners.forEach(writer.listeners()::remove);
            writer.aftercare().checkpoints().remove(witnesses);
        }
    }
}
