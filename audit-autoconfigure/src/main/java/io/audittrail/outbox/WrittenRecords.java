package io.audittrail.outbox;

import io.audittrail.line.LineEncoder;
import io.audittrail.line.RecordName;
import io.audittrail.line.Seal;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records that are in the log although their rows are still there: somebody was stopped between the two. They are not
 * written again. Not thread-safe.
 */
final class WrittenRecords {

    /** So many are found before it is asked which of them still have rows. */
    private static final int AT_ONCE = 1_000;

    /** Which of these transactions still have rows. */
    @FunctionalInterface
    interface Present {
        Set<String> among(Collection<String> transactions) throws Exception;
    }

    private final Map<String, BitSet> numbers = new HashMap<>();
    private int known;

    /**
     * Looks through the log.
     *
     * @param after up to this seq, no row is left of what is in the log
     * @param last the end of the log
     */
    static WrittenRecords find(Path directory, String stream, long after, long last, Present present) throws Exception {
        WrittenRecords written = new WrittenRecords();
        if (after < last) {
            List<StoredSegment> segments = SegmentDirectory.listTwice(directory).segments(stream);
            for (int i = 0; i < segments.size(); i++) {
                // What a failed write has left in a segment goes beyond where the next one goes on.
                long end = i + 1 < segments.size() ? segments.get(i + 1).name().firstSeq() - 1 : last;
                if (end > after) {
                    written.read(segments.get(i), LineEncoder.lineStream(stream), after, Math.min(end, last), present);
                }
            }
            written.keep(present);
        }
        return written;
    }

    private void read(StoredSegment segment, byte[] stream, long after, long end, Present present) throws Exception {
        try (InputStream in = segment.now(StoredSegment::open)) {
            ForwardLines lines = new ForwardLines(in);
            long seq = 0;
            while (seq < end && lines.next()) {
                Seal seal = Seal.parse(lines.bytes(), lines.start(), lines.end());
                seq = seal == null ? seq : seal.seq();
                if (seal != null && seq > after && seq <= end) {
                    add(RecordName.parse(lines.bytes(), lines.start(), lines.end(), stream));
                }
                if (numbers.size() - known >= AT_ONCE) {
                    keep(present);
                }
            }
        } catch (NoSuchFileException e) {
            // Removed by retention since it was listed: what it had, nobody can know any more.
        }
    }

    private void add(@Nullable RecordName record) {
        if (record != null) {
            numbers.computeIfAbsent(record.tx(), tx -> new BitSet()).set(record.n());
        }
    }

    /** Forgets those whose rows are gone. */
    void keep(Present present) throws Exception {
        if (!numbers.isEmpty()) {
            numbers.keySet().retainAll(present.among(numbers.keySet()));
        }
        known = numbers.size();
    }

    boolean contains(String tx, int n) {
        BitSet written = numbers.get(tx);
        return written != null && written.get(n);
    }

    void forget(Collection<String> transactions) {
        numbers.keySet().removeAll(transactions);
    }

    boolean isEmptyWithout(Collection<String> transactions) {
        return numbers.isEmpty() || transactions.containsAll(numbers.keySet());
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }
}
