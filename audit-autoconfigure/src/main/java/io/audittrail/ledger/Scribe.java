package io.audittrail.ledger;

import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import io.audittrail.line.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of a stream, one batch after the other, and what the ledger has to say between them. For who holds the
 * writer's lock; what can be asked without it says so.
 */
final class Scribe {

    /** As much as is written and synced together. */
    private static final long MAX_BATCH_BYTES = 1 << 20;

    private final LedgerSettings settings;
    private final LedgerDirectory directory;
    private final Surroundings surroundings;
    private final Trust trust;
    private final LineEncoder encoder;
    private final WaitingLines waiting;
    private final Condition condition;
    private final Notes notes;
    private final Syncing syncing;
    private final Listeners listeners;
    private final FreeSpace space;
    private final boolean syncs;
    private final Batch batch = new Batch();

    /** Of what waits, what is in the batch: they, and no others, do not wait any more when it is written. */
    private final List<WaitingLines.Entry> taken = new ArrayList<>();

    private final AtomicLong bytes = new AtomicLong();
    private @Nullable StreamLock streamLock;
    private @Nullable StreamFiles files;
    private @Nullable Suspension lastSuspension;
    private long lostTransactionsSaid;
    private volatile long lostRecordsSaid;

    /** Written with each write, and read by whoever watches: released, so that no write waits for a reader. */
    private final AtomicLong lastWriteMillis = new AtomicLong();

    private final AtomicLong seq = new AtomicLong();
    private volatile @Nullable Path segment;

    /** @param streamLock null where there was no room for it yet */
    Scribe(
            LedgerSettings settings,
            LedgerDirectory directory,
            @Nullable StreamLock streamLock,
            Surroundings surroundings,
            Trust trust,
            WaitingLines waiting,
            Condition condition,
            Notes notes,
            Syncing syncing,
            Listeners listeners) {
        this.settings = settings;
        this.directory = directory;
        this.streamLock = streamLock;
        this.surroundings = surroundings;
        this.trust = trust;
        this.encoder = new LineEncoder(settings.stream());
        this.waiting = waiting;
        this.condition = condition;
        this.notes = notes;
        this.syncing = syncing;
        this.listeners = listeners;
        this.space = new FreeSpace(directory, settings.writing().minFreeSpace(), surroundings.volume());
        this.syncs = settings.writing().fsync() == LedgerSettings.Fsync.GROUP;
    }

    LineEncoder encoder() {
        return encoder;
    }

    /** For anybody. */
    long seq() {
        return seq.get();
    }

    /** For anybody. */
    long bytes() {
        return bytes.get();
    }

    /** The file that is written; null while there is none. For anybody. */
    @Nullable
    Path segment() {
        return segment;
    }

    /** For anybody. */
    @Nullable
    Instant lastWrite() {
        long millis = lastWriteMillis.get();
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    /** Where the log ends. */
    @Nullable
    Mark end() {
        return files == null ? null : files.appender().end();
    }

    /** Finds the end of the chain. */
    StreamFiles open() throws IOException {
        StreamFiles open = files;
        if (open == null) {
            directory.prepare();
            if (streamLock == null) {
                streamLock = StreamLock.tryLock(
                        directory, settings.stream(), surroundings.clock().instant());
            }
            if (streamLock == null) {
                throw new IOException("The stream '" + settings.stream() + "' in " + directory.path()
                        + " is written by " + StreamLock.holder(directory, settings.stream()));
            }
            open = new StreamFiles(
                    settings, directory, surroundings, trust, encoder, notes, syncing, condition.writing());
            files = open;
            seq.set(open.chain().seq());
            segment = open.active().path();
        }
        return open;
    }

    /** For anybody. */
    boolean isOpen() {
        return segment != null;
    }

    IOException notOpened(IOException cause) {
        return new IOException(
                "The audit log in " + directory.path() + " could not be opened: " + cause.getMessage(), cause);
    }

    /** Writes the lines of one transaction, and syncs them if that is how this stream is written. */
    void write(Lines lines) throws IOException {
        sayNotes();
        batch.begin(syncs);
        batch.add(lines);
        write();
    }

    /** Writes and syncs lines; when it throws, none of them is in the log. */
    Seal writeSynced(List<Lines> lines) throws IOException {
        sayNotes();
        batch.begin(true);
        lines.forEach(batch::add);
        write();
        return open().chain().head();
    }

    /** Writes what waits, oldest first, and resumes before it, if that is possible. */
    void writeWaiting(Consumer<WaitingLines.Entry> written) {
        writeWaiting(Integer.MAX_VALUE, written);
    }

    /** The same, but no more than goes together: whoever waits for it need not wait for those who came later. */
    void writeNextWaiting(Consumer<WaitingLines.Entry> written) {
        writeWaiting(1, written);
    }

    private void writeWaiting(int batches, Consumer<WaitingLines.Entry> written) {
        try {
            if (condition.isSuspended() && !resume(written)) {
                return;
            }
            for (int i = 0; i < batches && !waiting.isEmpty() && !condition.isSuspended(); i++) {
                sayNotes();
                batch.begin(syncs);
                addWaiting();
                write();
                removeTaken(written);
            }
            if (owesLoss() && !condition.isSuspended()) {
                sayLoss();
            }
        } catch (IOException | RuntimeException | Error e) {
            condition.suspend("write-failed", e);
        }
    }

    /** As much of what waits as goes with what the batch has, at least one if there is one. */
    private void addWaiting() throws IOException {
        long room = Math.min(MAX_BATCH_BYTES, open().room()) - batch.size();
        taken.clear();
        for (WaitingLines.Entry entry : waiting.entries()) {
            room -= Batch.size(entry.lines());
            if (!taken.isEmpty() && room < 0) {
                break;
            }
            batch.add(entry.lines());
            taken.add(entry);
        }
    }

    private void removeTaken(Consumer<WaitingLines.Entry> written) {
        for (int i = 0; i < taken.size(); i++) {
            if (waiting.remove(taken.get(i))) {
                written.accept(taken.get(i));
            }
        }
        taken.clear();
    }

    /**
     * Says that there was a suspension, and finds out by that whether it is over. The first of what waits goes with it: where
     * two short lines still fit, it may not.
     */
    private boolean resume(Consumer<WaitingLines.Entry> written) throws IOException {
        try {
            open();
        } catch (IOException e) {
            throw notOpened(e);
        }
        String shortage = space.shortage(waiting.bytes());
        if (shortage != null) {
            condition.obstacle(shortage);
            return false;
        }
        notes.start();
        Suspension over = condition.suspension();
        say(over, waiting.transactions(), waiting.records(), true);
        removeTaken(written);
        lastSuspension = over;
        condition.resume();
        return true;
    }

    /** Whether something was lost that the log does not tell of yet. For anybody. */
    boolean owesLoss() {
        return waiting.lostRecords() != lostRecordsSaid;
    }

    /** Who finds no room in the very moment in which writing is resumed comes too late for the line that says so. */
    private void sayLoss() throws IOException {
        Suspension since = lastSuspension;
        say(since == null ? new Suspension(surroundings.clock().instant(), "Too much waits") : since, 0, 0, false);
    }

    /** Writes what stands before the next record. What fails is tried again with the one after it. */
    void sayNotes() throws IOException {
        notes.start();
        if (!notes.isEmpty()) {
            say(null, 0, 0, false);
        }
    }

    /** Writes that this is the end, if there was a beginning. */
    void sayStop() throws IOException {
        notes.stop();
        if (notes.isStarted()) {
            say(null, 0, 0, false);
        }
    }

    /**
     * @param over what to say of a suspension, beside what waits to be said; null for nothing
     * @param withWaiting whether the first of what waits is written with it
     */
    private void say(@Nullable Suspension over, long transactions, long records, boolean withWaiting)
            throws IOException {
        List<Notes.Note> pending = notes.pending();
        long lostTransactions = waiting.lostTransactions();
        long lostRecords = waiting.lostRecords();
        batch.begin(syncs);
        pending.forEach(note -> batch.add(line(note.at(), note.control(), note.details())));
        if (over != null) {
            Map<String, Long> outcome = new TreeMap<>();
            outcome.put("transactions", transactions);
            outcome.put("records", records);
            outcome.put("lostTransactions", lostTransactions - lostTransactionsSaid);
            outcome.put("lostRecords", lostRecords - lostRecordsSaid);
            batch.add(line(over.since(), "suspended", Map.of("reason", over.reason())));
            batch.add(line(surroundings.clock().instant(), "resumed", outcome));
        }
        if (withWaiting) {
            addWaiting();
        }
        write();
        notes.said(pending.size());
        if (over != null) {
            lostTransactionsSaid = lostTransactions;
            lostRecordsSaid = lostRecords;
        }
    }

    /** A line in which the ledger speaks of itself. */
    Lines line(Instant at, String control, Map<String, ?> details) {
        Lines line = new Lines(512);
        encoder.control(at, control, details, line);
        return line;
    }

    /** When it throws, whatever it throws, nothing of the batch is in the log; else everything is. */
    private void write() throws IOException {
        StreamFiles open = open();
        batch.at(surroundings.clock().millis());
        try {
            open.appender().doAppend(batch);
            if (!batch.isWritten()) {
                throw failed(open, batch.failure());
            }
            written(open);
        } finally {
            batch.end();
        }
    }

    /** What fails from here on is said, and no reason to write the lines again. */
    private void written(StreamFiles open) {
        int count = open.appender().lastWritten().length();
        bytes.setRelease(bytes.getPlain() + count);
        lastWriteMillis.setRelease(batch.millis());
        seq.setRelease(open.chain().seq());
        Path path = open.active().path();
        if (segment != path) {
            segment = path;
        }
        try {
            remember(open);
            open.appender().forgetWritten();
            condition.unrolled(batch.rollFailure());
            open.link();
            if (space.isLookDue(count)) {
                lookAtSpace();
            }
        } catch (RuntimeException | Error e) {
            condition.report("after-write-failed", "Something failed after lines were written to " + path, e);
        }
    }

    private void remember(StreamFiles open) {
        try {
            listeners.written(
                    open.appender().lastWritten(), batch.lines(), open.chain().seq());
        } catch (RuntimeException | Error e) {
            condition.report("listener-failed", "Listeners of the audit log cannot be told of some lines", e);
        }
    }

    private IOException failed(StreamFiles open, @Nullable Throwable cause) {
        String reason = cause == null ? "the appender did not take the lines" : String.valueOf(cause.getMessage());
        return new IOException(
                "The audit log could not be written to " + open.active().path() + ": " + reason, cause);
    }

    /** Stops writing before the volume is full. */
    void lookAtSpace() {
        String shortage = condition.isSuspended() ? null : space.shortage(0);
        if (shortage != null) {
            condition.suspend("space-short", new IOException(shortage));
        }
    }

    /** Leaves a file that somebody else has changed. */
    void lookAtFile() {
        if (streamLock != null) {
            streamLock.keep(directory);
        }
        String found = files == null ? null : files.appender().findDisturbance();
        if (found != null) {
            condition.disturbed(found);
        }
    }

    void close() throws IOException {
        if (files != null) {
            files.close();
        }
        syncing.close();
        if (streamLock != null) {
            streamLock.close();
        }
    }
}
