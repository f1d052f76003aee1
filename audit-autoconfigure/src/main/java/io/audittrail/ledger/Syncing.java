package io.audittrail.ledger;

import io.audittrail.line.Seal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows what the disk has for certain, and brings it the rest. Files that were left stay open here until they are synced,
 * so that no committing thread has to. Methods are for who holds the writer's lock, unless they say otherwise.
 */
final class Syncing {

    /** A file with lines that the disk may not have. */
    private static final class Entry {

        private final Segment segment;
        private final SegmentFile file;
        private Mark synced;
        private boolean confirmed;
        private @Nullable Mark end;
        private volatile boolean failed;

        /** Changes only for who has the turn: a file must not be closed while it is being synced. */
        private boolean closed;

        Entry(Segment segment, SegmentFile file, Mark from) {
            this.segment = segment;
            this.file = file;
            this.synced = from;
        }

        boolean hasAll(Mark to) {
            return confirmed && synced.equals(to);
        }

        /** Unless more has been synced in the meantime. */
        void has(Mark to) {
            if (!confirmed || to.length() >= synced.length()) {
                synced = to;
            }
            confirmed = true;
        }
    }

    /** What is to be synced while others write on. */
    private record Work(Entry entry, Mark from, Mark to) {}

    /** Where segments are closed faster than the disk takes them, the application needs descriptors too. */
    private static final int MAX_OPEN = 64;

    private final ReentrantLock writerLock;
    private final LedgerDirectory directory;
    private final SegmentFile.Opener files;
    private final Condition condition;
    private final Duration patience;

    /** One at a time: the operating system reports a failure once, to whoever asks first. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Left and synced, but not closed yet. */
    private final List<Entry> done = new ArrayList<>();

    private volatile @Nullable Seal syncedHead;

    /** @param patience how long somebody else's sync is waited for, where nobody has to wait for it */
    Syncing(
            ReentrantLock writerLock,
            LedgerDirectory directory,
            SegmentFile.Opener files,
            Condition condition,
            Duration patience) {
        this.writerLock = writerLock;
        this.directory = directory;
        this.files = files;
        this.condition = condition;
        this.patience = patience;
    }

    /** The last line that the disk has, with all before it; null as long as nothing is known. For anybody. */
    @Nullable
    Seal syncedHead() {
        return syncedHead;
    }

    /** Whether there may be one more file; otherwise the one that is written grows on until some are synced. */
    boolean hasRoom() {
        return entries.size() + done.size() < MAX_OPEN;
    }

    /** This file is written from here on; the one before was left at {@code end}. */
    void opened(Segment segment, SegmentFile file, Mark end) {
        if (!entries.isEmpty()) {
            entries.getLast().end = end;
        }
        entries.add(new Entry(segment, file, new Mark(end.head(), segment.length())));
        closeWhatIsDone();
    }

    /** Returns when the disk has everything up to here. When it throws, the file is not to be written any more. */
    void upTo(Mark head) throws IOException {
        Entry active = entries.getLast();
        turn.lock();
        try {
            for (Entry left : entries) {
                if (left != active) {
                    syncLeft(left);
                }
            }
            if (active.failed) {
                throw new IOException(active.segment.path() + " could not be synced before");
            }
            sync(active);
            active.has(head);
        } catch (IOException | RuntimeException | Error e) {
            active.failed = true;
            throw e;
        } finally {
            turn.unlock();
        }
        closeWhatIsDone();
    }

    private void syncLeft(Entry left) {
        Mark end = left.end;
        if (end == null || left.failed || left.segment.isDisturbed()) {
            return;
        }
        try {
            sync(left);
            left.has(end);
        } catch (IOException e) {
            failed(left, e);
        }
    }

    /**
     * Syncs what was written until now. For a thread that does not hold the writer's lock: nobody waits for it. What fails
     * is tried again the next time, in another way.
     *
     * @param head asks for the end of what was written, with the lock
     */
    void round(Supplier<@Nullable Mark> head) {
        for (Work work : due(head)) {
            if (!Uninterrupted.lock(turn, patience)) {
                return; // Somebody else's sync hangs, which is said already.
            }
            IOException failure;
            try {
                failure = attempt(work);
            } finally {
                turn.unlock();
            }
            writerLock.lock();
            try {
                if (failure == null) {
                    work.entry.has(work.to);
                    closeWhatIsDone();
                } else {
                    work.entry.segment.doubt();
                }
            } finally {
                writerLock.unlock();
            }
            if (failure != null) {
                failed(work.entry, failure);
                return;
            }
        }
        condition.unsynced(null);
    }

    private List<Work> due(Supplier<@Nullable Mark> head) {
        List<Work> due = new ArrayList<>();
        writerLock.lock();
        try {
            Mark now = head.get();
            for (Entry entry : entries) {
                Mark to = entry.end == null ? now : entry.end;
                boolean isSome = entry.end != null || (to != null && to.head().seq() > 0);
                if (to != null && isSome && !entry.hasAll(to)) {
                    due.add(new Work(entry, entry.synced, to));
                }
            }
        } finally {
            writerLock.unlock();
        }
        return due;
    }

    /** For who has the turn. */
    private @Nullable IOException attempt(Work work) {
        Entry entry = work.entry;
        if (entry.segment.isDisturbed()) {
            return null; // It is left as somebody else made it, and whoever checks it will see.
        }
        try {
            if (entry.closed) {
                return null; // Somebody else has synced it while this one waited for the turn.
            }
            if (entry.failed) {
                Rescue.of(entry.segment.path(), work.from, work.to, files);
                list(entry);
            } else {
                sync(entry);
            }
            return null;
        } catch (IOException e) {
            entry.failed = true;
            return e;
        }
    }

    private void failed(Entry entry, IOException cause) {
        entry.failed = true;
        IOException failure = new IOException(
                "The audit log could not be synced to the disk in " + entry.segment.path() + ": " + cause.getMessage(),
                cause);
        condition.unsynced(failure);
        condition.report("sync-failed", String.valueOf(failure.getMessage()), cause);
    }

    private void sync(Entry entry) throws IOException {
        condition.syncing().begin();
        try {
            entry.file.sync();
            list(entry);
        } finally {
            condition.syncing().end();
        }
    }

    /** A new file is on the disk when its directory is, too. */
    private void list(Entry entry) throws IOException {
        if (entry.segment.isNew()) {
            directory.sync();
            entry.segment.listed();
        }
    }

    private void closeWhatIsDone() {
        for (Entry first = entries.peek(); first != null; first = entries.peek()) {
            if (first.confirmed && first.synced.head().seq() > 0) {
                syncedHead = first.synced.head();
            }
            if (first.end == null || !first.hasAll(first.end)) {
                break;
            }
            done.add(first);
            entries.remove();
        }
        closeDone();
    }

    /** Now or at the next occasion: nobody who writes waits here for a sync. */
    private void closeDone() {
        if (!done.isEmpty() && turn.tryLock()) {
            try {
                done.forEach(Syncing::close);
                done.clear();
            } finally {
                turn.unlock();
            }
        }
    }

    /** Closes everything, synced or not, unless a sync hangs: then the files are left to the end of the process. */
    void close() {
        if (Uninterrupted.lock(turn, patience)) {
            try {
                entries.forEach(Syncing::close);
                entries.clear();
                done.forEach(Syncing::close);
                done.clear();
            } finally {
                turn.unlock();
            }
        }
    }

    private static void close(Entry entry) {
        entry.closed = true;
        try {
            entry.file.close();
        } catch (IOException e) {
            // What was synced is on the disk whether or not the file can be closed.
        }
    }
}
