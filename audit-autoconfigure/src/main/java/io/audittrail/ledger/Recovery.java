package io.audittrail.ledger;

import io.audittrail.line.Chain;
import io.audittrail.line.Seal;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a stream ended when it was last written, by one pass over its last segment. A last line that was not
 * written to its end is cut off and kept beside. What does not fit otherwise is left as it is: the chain begins anew
 * behind it, in a new segment, and says so.
 */
final class Recovery {

    /**
     * The end of a stream.
     *
     * @param active the segment to go on in, if it can be gone on with
     * @param previous the segment before {@code active}, where that is empty or missing
     * @param policyDigest the policy last in force
     * @param removedSeq the last seq of what was said to be removed, as far as the last segment tells
     * @param repairs what was cut off, for {@code tail-repaired} lines
     * @param breach what does not fit, for a {@code chain-broken} line
     */
    record Head(
            Chain chain,
            @Nullable Segment active,
            @Nullable Segment previous,
            @Nullable String policyDigest,
            long removedSeq,
            List<Map<String, Object>> repairs,
            @Nullable Map<String, Object> breach) {

        static Head genesis(String stream, @Nullable Segment active, List<Map<String, Object>> repairs) {
            return new Head(Chain.genesis(stream), active, null, null, 0, repairs, null);
        }

        /** Where nothing can be continued. */
        static Head broken(long seq, List<Map<String, Object>> repairs, Map<String, Object> breach) {
            return new Head(Chain.broken(seq), null, null, null, 0, repairs, breach);
        }
    }

    private final LedgerDirectory directory;
    private final String stream;
    private final Clock clock;
    private final List<Map<String, Object>> repairs = new ArrayList<>();

    private Recovery(LedgerDirectory directory, String stream, Clock clock) {
        this.directory = directory;
        this.stream = stream;
        this.clock = clock;
    }

    /** @param anchors what is kept elsewhere of where the stream has been */
    static Head find(LedgerDirectory directory, String stream, Clock clock, Anchors anchors) throws IOException {
        List<StoredSegment> segments = directory.segments(stream);
        Head head = new Recovery(directory, stream, clock).find(segments);
        Map<String, Object> breach = head.breach() != null
                ? head.breach()
                : anchors.breach(segments, head.chain().head());
        return breach == null
                ? head
                : Head.broken(Math.max(head.chain().seq(), anchors.lastSeq()), head.repairs(), breach);
    }

    /** A name for what is cut off a segment or set aside. */
    static Path torn(Path segment, Instant now) {
        return segment.resolveSibling(segment.getFileName() + ".torn-" + Timestamps.forFileName(now));
    }

    private Head find(List<StoredSegment> segments) throws IOException {
        for (int i = segments.size() - 1; i >= 0; i--) {
            StoredSegment segment = segments.get(i);
            SegmentScan scan = SegmentScan.of(segment);
            Seal last = scan.lastSeal();
            String damage = damage(segment, scan);
            if (damage != null) {
                return broken(
                        segments, last == null ? 0 : last.seq(), segment, "a last line with seq and hash", damage);
            }
            if (scan.badLines() == 1) {
                cutOff(segment.path(), scan.goodLength());
            }
            if (last != null) {
                return goOn(segments, segment, scan, last);
            }
        }
        return segments.isEmpty() ? Head.genesis(stream, null, repairs) : goOnAfterNothing(segments);
    }

    /** What no crash of ours leaves behind. */
    private static @Nullable String damage(StoredSegment segment, SegmentScan scan) {
        if (scan.damage() != null) {
            return scan.damage();
        }
        int repairable = segment.isCompressed() ? 0 : 1;
        return scan.badLines() > repairable ? scan.badLines() + " lines without" : null;
    }

    private Head goOn(List<StoredSegment> segments, StoredSegment last, SegmentScan scan, Seal head) {
        StoredSegment newest = segments.get(segments.size() - 1);
        long newestSeq = newest.name().firstSeq();
        if (newestSeq > head.seq() + 1) {
            return broken(segments, head.seq(), newest, "seq " + (head.seq() + 1), "an empty file");
        }
        Segment found = scan.segment(directory.resolve(last.name().plain()));
        boolean begun = newestSeq == head.seq() + 1;
        boolean follows = begun || last.isCompressed();
        Segment active = begun ? new Segment(newest.path()) : follows ? null : found;
        return new Head(
                Chain.after(head),
                active,
                follows ? found : null,
                scan.policyDigest(),
                scan.removedSeq(),
                repairs,
                null);
    }

    private Head goOnAfterNothing(List<StoredSegment> segments) {
        StoredSegment newest = segments.get(segments.size() - 1);
        if (newest.name().firstSeq() != 1) {
            return broken(segments, 0, newest, "seq 1", "an empty file");
        }
        return Head.genesis(stream, new Segment(newest.path()), repairs);
    }

    private Head broken(List<StoredSegment> segments, long known, StoredSegment file, String expected, String found) {
        long seq = known;
        for (StoredSegment segment : segments) {
            seq = Math.max(seq, segment.name().firstSeq());
        }
        String name = String.valueOf(file.path().getFileName());
        return Head.broken(seq, repairs, Map.of("file", name, "expected", expected, "found", found));
    }

    private void cutOff(Path segment, long goodLength) throws IOException {
        Path torn = torn(segment, clock.instant());
        directory.createPrivate(torn);
        long bytes;
        try {
            bytes = moveTail(segment, goodLength, torn);
        } catch (IOException e) {
            Files.deleteIfExists(torn); // On a full disk this is tried every second.
            throw e;
        }
        repairs.add(Map.of(
                "file",
                String.valueOf(segment.getFileName()),
                "bytes",
                bytes,
                "kept",
                String.valueOf(torn.getFileName())));
    }

    private static long moveTail(Path segment, long from, Path torn) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw");
                InputStream tail = Channels.newInputStream(file.getChannel());
                OutputStream aside = Files.newOutputStream(torn, StandardOpenOption.WRITE)) {
            file.seek(from);
            long bytes = tail.transferTo(aside);
            file.setLength(from);
            return bytes;
        }
    }
}
