package io.audittrail.ledger;

import io.audittrail.ChangeSet;
import io.audittrail.CheckpointSink;
import io.audittrail.ledger.LedgerSettings.Fsync;
import io.audittrail.line.Lines;
import io.audittrail.line.LinesPool;
import io.audittrail.line.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads that have lines for a stream write in turn. What cannot be written is queued, and written in order when it
 * can be; nobody waits for long. Shared by all ledgers of this JVM that are opened on the same directory and stream.
 * Thread-safe.
 */
final class StreamWriter {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String LOST_AFTER_THE_END = ", because it is closed";
    private static final String LOST_FOR_WANT_OF_ROOM =
            ", because it could not be written and no more than audit.ledger.max-queue-size can wait";

    private final LedgerSettings settings;
    private final LedgerDirectory directory;
    private final Surroundings surroundings;
    private final LinesPool pool = new LinesPool();
    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingLines waiting;
    private final Condition condition;
    private final Notes notes;
    private final Syncing syncing;
    private final Listeners listeners = new Listeners();
    private final Scribe scribe;
    private final Housekeeping housekeeping;
    private final Aftercare aftercare;
    private final @Nullable GroupCommit group;

    /** Written by the turn that is not over yet. */
    private final List<WaitingLines.Entry> written = new ArrayList<>();

    private final Consumer<WaitingLines.Entry> afterwards = written::add;

    /** The file that was written at the last sync; of housekeeping alone. */
    private @Nullable Path syncedSegment;

    /** @param streamLock null where there was no room for it yet */
    StreamWriter(
            LedgerSettings settings,
            LedgerDirectory directory,
            @Nullable StreamLock streamLock,
            Surroundings surroundings) {
        this.settings = settings;
        this.directory = directory;
        this.surroundings = surroundings;
        waiting = new WaitingLines(settings.writing().maxQueueSize());
        condition = new Condition(surroundings.clock(), directory, waiting, surroundings.patience());
        notes = new Notes(settings.application(), surroundings.clock());
        syncing = new Syncing(lock, directory, surroundings.files(), condition, surroundings.patience());
        aftercare = new Aftercare(this, surroundings);
        scribe = new Scribe(
                settings,
                directory,
                streamLock,
                surroundings,
                aftercare.trust(),
                waiting,
                condition,
                notes,
                syncing,
                listeners);
        housekeeping = new Housekeeping(settings.stream(), condition.reports());
        group = settings.writing().fsync() == Fsync.GROUP
                ? new GroupCommit(
                        settings.stream(),
                        waiting,
                        condition,
                        () -> inTurn(this::writeNextWaiting),
                        surroundings.patience(),
                        System::nanoTime)
                : null;
        addTasks();
    }

    /** Opens the files, if that is possible already, and begins what goes on by itself. */
    void begin() throws IOException {
        try {
            openNowOrLater();
        } catch (IOException | RuntimeException e) {
            scribe.close();
            throw e;
        }
        if (group != null) {
            group.start();
        }
        if (surroundings.ownThread()) {
            housekeeping.start();
        }
    }

    private void openNowOrLater() throws IOException {
        try {
            scribe.open();
            scribe.lookAtSpace();
        } catch (IOException e) {
            if (!directory.mayPass(e)) {
                throw e;
            }
            condition.suspend("write-failed", scribe.notOpened(e));
        }
    }

    private void addTasks() {
        Every second = new Every(surroundings.clock(), SECOND);
        Every tryToOpen = new Every(surroundings.clock(), SECOND);
        housekeeping.add("writing what waits", () -> {
            boolean some = condition.isSuspended() || (group == null && !waiting.isEmpty()) || scribe.owesLoss();
            if (some && (scribe.isOpen() || tryToOpen.isDue())) {
                inTurn(this::writeWaiting);
            }
        });
        housekeeping.add("looking at the file", () -> inTurn(scribe::lookAtFile));
        housekeeping.add("looking at space, and syncing", () -> {
            Path segment = scribe.segment();
            boolean isDue = second.isDue();
            if (isDue) {
                inTurn(scribe::lookAtSpace);
            }
            if (isDue || !Objects.equals(segment, syncedSegment)) {
                syncedSegment = segment;
                syncing.round(scribe::end);
            }
        });
        aftercare.addTo(housekeeping);
    }

    LedgerSettings settings() {
        return settings;
    }

    LedgerDirectory directory() {
        return directory;
    }

    Condition condition() {
        return condition;
    }

    Aftercare aftercare() {
        return aftercare;
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    Listeners listeners() {
        return listeners;
    }

    /** What can be asked of it without waiting for who writes. */
    Scribe scribe() {
        return scribe;
    }

    /** The last line that the disk has for certain, with all before it; null as long as nothing is known. */
    @Nullable
    Seal syncedHead() {
        return syncing.syncedHead();
    }

    LedgerFigures figures() {
        return new LedgerFigures(
                condition.writing().count(),
                condition.writing().nanos(),
                scribe.bytes(),
                condition.syncing().count(),
                condition.syncing().nanos(),
                waiting.transactions(),
                waiting.records(),
                waiting.bytes(),
                waiting.lostTransactions(),
                waiting.lostRecords());
    }

    Lines encode(ChangeSet changes) {
        Lines lines = pool.take();
        try {
            scribe.encoder().encode(changes, lines);
            return lines;
        } catch (RuntimeException | Error e) {
            pool.giveBack(lines);
            throw e;
        }
    }

    void release(Lines lines) {
        pool.giveBack(lines);
    }

    /** Takes lines over, and sees to it that they are written: at once if it can be. */
    void deliver(Lines lines) {
        if (condition.isSuspended() || condition.isClosed() || isWithinWrite()) {
            queue(lines);
        } else if (group != null && !lock.isHeldByCurrentThread()) {
            group.deliver(lines);
            if (condition.isClosed()) {
                loseWhatWaits(); // Handed over too late for the last turn.
            }
        } else if (Uninterrupted.lock(lock, surroundings.patience())) {
            try {
                writeOrQueue(lines);
            } finally {
                leave();
            }
        } else {
            condition.hangs();
            queue(lines);
        }
    }

    /** Where an application's logging commits something, it may be told in the middle of a write what went wrong. */
    private boolean isWithinWrite() {
        return lock.isHeldByCurrentThread() && !listeners.isTelling();
    }

    private void writeOrQueue(Lines lines) {
        if (!condition.isSuspended() && !waiting.isEmpty()) {
            writeWaiting(); // They were first.
        }
        if (condition.isSuspended() || condition.isClosed()) {
            queue(lines);
            return;
        }
        try {
            scribe.write(lines);
        } catch (IOException | RuntimeException | Error e) {
            condition.suspend("write-failed", e);
            queue(lines);
            return;
        }
        pool.giveBack(lines);
    }

    private void queue(Lines lines) {
        if (condition.isClosed() || !waiting.offer(lines)) {
            waiting.lost(lines);
            pool.giveBack(lines);
            condition.report(
                    "record-lost",
                    "Committed records are missing in the audit log in " + directory.path()
                            + (condition.isClosed() ? LOST_AFTER_THE_END : LOST_FOR_WANT_OF_ROOM),
                    unwritable());
        } else if (condition.isClosed()) {
            loseWhatWaits();
        } else if (!condition.isSuspended()) {
            wake(); // Resumed just now.
        }
    }

    /** Has what waits written by whoever does it here. */
    private void wake() {
        if (group == null) {
            housekeeping.wake();
        } else {
            group.wake();
        }
    }

    /** Writes and syncs lines or throws; they stay the caller's. */
    Seal appendSynced(List<Lines> lines) throws IOException {
        if (!Uninterrupted.lock(lock, surroundings.patience())) {
            condition.hangs();
            throw unwritable();
        }
        try {
            writeWaiting();
            if (condition.isSuspended() || condition.isClosed()) {
                throw unwritable();
            }
            return writeSynced(lines);
        } finally {
            leave();
        }
    }

    private Seal writeSynced(List<Lines> lines) throws IOException {
        try {
            return scribe.writeSynced(lines);
        } catch (IOException | RuntimeException | Error e) {
            condition.suspend("write-failed", e);
            throw e;
        }
    }

    private IOException unwritable() {
        return new IOException(condition.refusal(Duration.ZERO));
    }

    /** Writes and syncs a line in which the ledger speaks of itself, or throws. */
    Seal say(String control, Map<String, ?> details) throws IOException {
        return appendSynced(List.of(line(control, details)));
    }

    /** A line in which the ledger speaks of itself. */
    Lines line(String control, Map<String, ?> details) {
        return scribe.line(surroundings.clock().instant(), control, details);
    }

    void start() {
        notes.start();
        inTurn(this::sayNotes);
    }

    void policy(String key, Map<String, ?> part) {
        notes.policy(key, part);
        if (notes.isStarted()) {
            inTurn(this::sayNotes);
        }
    }

    private void sayNotes() {
        try {
            if (!condition.isSuspended()) {
                scribe.sayNotes();
            }
        } catch (IOException | RuntimeException | Error e) {
            condition.suspend("write-failed", e);
        }
    }

    private void writeWaiting() {
        if (!condition.isClosed()) {
            scribe.writeWaiting(afterwards);
        }
    }

    private void writeNextWaiting() {
        if (!condition.isClosed()) {
            scribe.writeNextWaiting(afterwards);
        }
    }

    /** Holds what was found when the stream was opened against somebody who was not known by then. */
    void compare(CheckpointSink late) {
        inTurn(() -> {
            Mark end = scribe.end();
            aftercare.trust().compare(late, directory, end == null ? null : end.head());
        });
    }

    /** Does something with the lock, unless it cannot be had, which somebody else will say. */
    private void inTurn(Runnable work) {
        if (Uninterrupted.lock(lock, surroundings.patience())) {
            try {
                if (!condition.isClosed()) {
                    work.run();
                }
            } finally {
                leave();
            }
        }
    }

    /** Tells of what was written, when there is nothing more to write. */
    private void leave() {
        try {
            listeners.tell();
            for (int i = 0; i < written.size(); i++) {
                written.get(i).written();
                pool.giveBack(written.get(i).lines());
            }
            written.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Writes the last line, and lets go of the files. What still cannot be written is lost, and that is said loudly. */
    void close() throws IOException {
        housekeeping.stop(surroundings.patience());
        aftercare.stop();
        if (group != null) {
            group.stop();
        }
        if (!Uninterrupted.lock(lock, surroundings.patience())) {
            condition.hangs();
            condition.close();
            loseWhatWaits();
            return; // Whoever hangs has the files.
        }
        try {
            writeWaiting();
            sayStop();
            condition.close();
            loseWhatWaits();
            syncing.round(scribe::end);
            housekeeping.last();
        } finally {
            condition.close();
            try {
                leave();
            } finally {
                scribe.close();
            }
        }
    }

    private void sayStop() {
        try {
            if (!condition.isSuspended()) {
                scribe.sayStop();
            }
        } catch (IOException | RuntimeException | Error e) {
            condition.suspend("write-failed", e);
        }
    }

    private void loseWhatWaits() {
        long lost = 0;
        for (WaitingLines.Entry entry : waiting.entries()) {
            if (waiting.remove(entry)) {
                waiting.lost(entry.lines());
                lost += entry.lines().count();
                entry.written();
            }
        }
        if (lost > 0) {
            condition.report(
                    "record-lost",
                    lost + " committed records were still waiting when the audit log in " + directory.path()
                            + " was closed: they are lost",
                    unwritable());
        }
    }
}
