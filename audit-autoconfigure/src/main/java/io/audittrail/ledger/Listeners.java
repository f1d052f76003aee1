package io.audittrail.ledger;

import io.audittrail.ChangeSet;
import io.audittrail.line.LineBuffer;
import io.audittrail.line.Lines;
import io.audittrail.transaction.Failures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells listeners of the lines that were written, in order. Where there are none, nothing is done or copied. */
final class Listeners {

    private final List<Registered> registered = new ArrayList<>();
    private volatile List<Registered> toTell = List.of();
    private final Deque<Written> untold = new ArrayDeque<>();
    private boolean telling;

    /** A listener, and where its failures are counted. */
    private record Registered(AppendListener listener, Failures failures) {

        void tell(Written written) {
            ChangeSet changes = written.changes;
            try {
                listener.appended(
                        written.line,
                        written.seq,
                        changes,
                        changes == null ? null : changes.records().get(written.n));
            } catch (RuntimeException | Error e) {
                failures.report(
                        "listener-failed",
                        "A listener of the audit log failed: "
                                + listener.getClass().getName(),
                        e);
            }
        }
    }

    /** A line that listeners do not know of yet. */
    private static final class Written {

        private final byte[] line;
        private final long seq;
        private final @Nullable ChangeSet changes;
        private final int n;

        Written(byte[] line, long seq, @Nullable ChangeSet changes, int n) {
            this.line = line;
            this.seq = seq;
            this.changes = changes;
            this.n = n;
        }
    }

    /** Of listeners that are equal one is told, the first that is still there. */
    synchronized void add(AppendListener listener, Failures failures) {
        registered.add(new Registered(listener, failures));
        choose();
    }

    synchronized void remove(AppendListener listener) {
        registered.removeIf(each -> each.listener() == listener);
        choose();
    }

    private void choose() {
        Map<AppendListener, Registered> distinct = new LinkedHashMap<>();
        registered.forEach(each -> distinct.putIfAbsent(each.listener(), each));
        toTell = List.copyOf(distinct.values());
    }

    /**
     * Remembers lines until they are {@link #tell() told}.
     *
     * @param written sealed lines: the given ones, after those that the segment begins with
     * @param lastSeq the seq of the last of them
     */
    void written(LineBuffer written, List<Lines> lines, long lastSeq) {
        if (toTell.isEmpty()) {
            return;
        }
        byte[] bytes = written.array();
        int count = 0;
        for (int i = 0; i < written.length(); i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        int opening = count;
        for (Lines each : lines) {
            opening -= each.count();
        }
        long seq = lastSeq - count;
        int start = remember(bytes, 0, opening, seq, null);
        seq += opening;
        for (Lines each : lines) {
            start = remember(bytes, start, each.count(), seq, each.changes());
            seq += each.count();
        }
    }

    private int remember(byte[] bytes, int from, int count, long seqBefore, @Nullable ChangeSet changes) {
        int start = from;
        for (int n = 0; n < count; n++) {
            int end = start;
            while (bytes[end] != '\n') {
                end++;
            }
            untold.add(new Written(Arrays.copyOfRange(bytes, start, end), seqBefore + n + 1, changes, n));
            start = end + 1;
        }
        return start;
    }

    /** For who holds the writer's lock. */
    boolean isTelling() {
        return telling;
    }

    /**
     * Tells what was written, when the writer has nothing left to do. A listener may cause a write of its own: that is
     * told after what came before it, not in between.
     */
    void tell() {
        if (telling) {
            return;
        }
        telling = true;
        try {
            for (Written next = untold.poll(); next != null; next = untold.poll()) {
                for (Registered each : toTell) {
                    each.tell(next);
                }
            }
        } finally {
            telling = false;
        }
    }
}
