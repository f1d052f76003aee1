package io.audittrail.ledger;

import io.audittrail.line.Lines;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lines of committed transactions that are not in the log yet, in the order in which they go there. Thread-safe: who takes
 * one away, because it is written or because it is lost, knows to be the only one.
 */
final class WaitingLines {

    /** The lines of one transaction, and who waits for them to be written. */
    static final class Entry {

        private final Lines lines;
        private final long bytes;
        private final @Nullable Thread caller;
        private final long since = System.nanoTime();
        private volatile boolean written;

        Entry(Lines lines, @Nullable Thread caller) {
            this.lines = lines;
            this.bytes = lines.buffer().length();
            this.caller = caller;
        }

        Lines lines() {
            return lines;
        }

        boolean isWritten() {
            return written;
        }

        /** Lets the caller go. */
        void written() {
            written = true;
            LockSupport.unpark(caller);
        }
    }

    private final long maxBytes;
    private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong removed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lostTransactions = new AtomicLong();
    private final AtomicLong lostRecords = new AtomicLong();

    WaitingLines(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds lines that may have to wait for long. False, and nothing is added, where there is no room. */
    boolean offer(Lines lines) {
        int size = lines.buffer().length();
        long before = bytes.getAndUpdate(held -> held + size > maxBytes ? held : held + size);
        if (before + size > maxBytes) {
            return false;
        }
        lines.trim();
        add(new Entry(lines, null));
        return true;
    }

    /** Adds lines whose caller waits: there are no more of them than there are callers. */
    Entry handOver(Lines lines) {
        Entry entry = new Entry(lines, Thread.currentThread());
        bytes.addAndGet(entry.bytes);
        add(entry);
        return entry;
    }

    private void add(Entry entry) {
        transactions.incrementAndGet();
        records.addAndGet(entry.lines.count());
        queue.add(entry);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Those that wait, oldest first, while others may come. */
    Iterable<Entry> entries() {
        return queue;
    }

    /** Takes it away: it waits no longer. False when somebody else has done so. */
    boolean remove(Entry entry) {
        if (!queue.remove(entry)) {
            return false;
        }
        transactions.decrementAndGet();
        removed.incrementAndGet();
        records.addAndGet(-entry.lines.count());
        bytes.addAndGet(-entry.bytes);
        return true;
    }

    /** Lets those look who wait: they need not any more. */
    void wakeCallers() {
        queue.forEach(entry -> LockSupport.unpark(entry.caller));
    }

    /** Counts what is not in the log and never will be. */
    void lost(Lines lines) {
        lostTransactions.incrementAndGet();
        lostRecords.addAndGet(lines.count());
    }

    /** How long the oldest has waited. */
    Duration lag() {
        Entry oldest = queue.peek();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.since);
    }

    long transactions() {
        return transactions.get();
    }

    /** How many transactions do not wait any more. */
    long removed() {
        return removed.get();
    }

    long records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }

    long lostTransactions() {
        return lostTransactions.get();
    }

    long lostRecords() {
        return lostRecords.get();
    }
}
