package io.audittrail.ledger;

import io.audittrail.line.Chain;
import io.audittrail.line.Seal;
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
import java.util.regex.Matcher;
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
     * @param previous the segment before {@code active}, where that is empty
     * @param policyDigest the policy last in force
     * @param repairs what was cut off, for {@code tail-repaired} lines
     * @param breach what does not fit, for a {@code chain-broken} line
     */
    record Head(
            Chain chain,
            @Nullable Segment active,
            @Nullable Segment previous,
            @Nullable String policyDigest,
            List<Map<String, Object>> repairs,
            @Nullable Map<String, Object> breach) {}

    private final LedgerDirectory directory;
    private final String stream;
    private final Clock clock;
    private final List<Map<String, Object>> repairs = new ArrayList<>();

    private Recovery(LedgerDirectory directory, String stream, Clock clock) {
        this.directory = directory;
        this.stream = stream;
        this.clock = clock;
    }

    static Head find(LedgerDirectory directory, String stream, Clock clock) throws IOException {
        return new Recovery(directory, stream, clock).find();
    }

    /** A name for what is cut off a segment or set aside. */
    static Path torn(Path segment, Instant now) {
        return segment.resolveSibling(segment.getFileName() + ".torn-" + Timestamps.forFileName(now));
    }

    private Head find() throws IOException {
        List<Path> segments = directory.segments(stream);
        for (int i = segments.size() - 1; i >= 0; i--) {
            Path path = segments.get(i);
            SegmentScan scan = SegmentScan.of(path, stream);
            Seal last = scan.lastSeal();
            if (scan.badLines() > 1) {
                long known = last == null ? 0 : last.seq();
                return broken(
                        segments, known, path, "a last line with seq and hash", scan.badLines() + " lines without");
            }
            if (scan.badLines() == 1) {
                cutOff(path, scan.goodLength());
            }
            if (last != null) {
                return goOn(segments, scan.segment(path), last, scan.policyDigest());
            }
        }
        return segments.isEmpty()
                ? new Head(Chain.genesis(stream), null, null, null, repairs, null)
                : goOnAfterNothing(segments);
    }

    private Head goOn(List<Path> segments, Segment found, Seal last, @Nullable String policyDigest) {
        Path newest = segments.get(segments.size() - 1);
        long newestSeq = firstSeq(newest);
        if (newestSeq > last.seq() + 1) {
            return broken(segments, last.seq(), newest, "seq " + (last.seq() + 1), "an empty file");
        }
        boolean begun = newestSeq == last.seq() + 1;
        return new Head(
                Chain.after(last),
                begun ? new Segment(newest) : found,
                begun ? found : null,
                policyDigest,
                repairs,
                null);
    }

    private Head goOnAfterNothing(List<Path> segments) {
        Path newest = segments.get(segments.size() - 1);
        if (firstSeq(newest) != 1) {
            return broken(segments, 0, newest, "seq 1", "an empty file");
        }
        return new Head(Chain.genesis(stream), new Segment(newest), null, null, repairs, null);
    }

    private Head broken(List<Path> segments, long known, Path file, String expected, String found) {
        long seq = known;
        for (Path segment : segments) {
            seq = Math.max(seq, firstSeq(segment));
        }
        Map<String, Object> breach =
                Map.of("file", String.valueOf(file.getFileName()), "expected", expected, "found", found);
        return new Head(Chain.broken(seq), null, null, null, repairs, breach);
    }

    private long firstSeq(Path segment) {
        Matcher name = Segment.names(stream).matcher(String.valueOf(segment.getFileName()));
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    private void cutOff(Path segment, long goodLength) throws IOException {
        Path torn = torn(segment, clock.instant());
        directory.createPrivate(torn);
        long bytes;
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw");
                InputStream tail = Channels.newInputStream(file.getChannel());
                OutputStream aside = Files.newOutputStream(torn, StandardOpenOption.WRITE)) {
            file.seek(goodLength);
            bytes = tail.transferTo(aside);
            file.setLength(goodLength);
        }
        repairs.add(Map.of(
                "file",
                String.valueOf(segment.getFileName()),
                "bytes",
                bytes,
                "kept",
                String.valueOf(torn.getFileName())));
    }
}
