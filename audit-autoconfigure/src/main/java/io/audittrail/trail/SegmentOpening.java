package io.audittrail.trail;

import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.SegmentName;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a segment says of the one before.
 *
 * @param length how many bytes of it count. Mostly all: only a failed write that could not be cut off, or somebody else,
 *     leaves bytes behind them
 * @param earliest of all its timestamps; null when nobody knows
 * @param latest of all its timestamps; null when nobody knows
 */
record SegmentOpening(
        long length, @Nullable Instant earliest, @Nullable Instant latest) {

    private static final byte[] CONTROL = ",\"control\":\"segment-opened\",".getBytes(StandardCharsets.US_ASCII);
    private static final SegmentOpening SAYS_NOTHING = new SegmentOpening(Long.MAX_VALUE, null, null);

    static SegmentOpening of(StoredSegment segment, SegmentName before) throws IOException {
        try (InputStream in = TrailSegments.open(segment)) {
            ForwardLines lines = new ForwardLines(in, SegmentText.MAX_LINE);
            return lines.next() ? parse(before, lines.bytes(), lines.start(), lines.end()) : SAYS_NOTHING;
        } catch (DamagedGzipException | LongLineException e) {
            return SAYS_NOTHING;
        }
    }

    private static SegmentOpening parse(SegmentName before, byte[] bytes, int from, int to) {
        ControlLine opening = Needle.isIn(bytes, from, to, CONTROL) ? ControlLine.parse(bytes, from, to) : null;
        if (opening == null || !before.plain().equals(opening.previous().get("file"))) {
            return SAYS_NOTHING;
        }
        Map<?, ?> previous = opening.previous();
        return new SegmentOpening(
                previous.get("length") instanceof Long length ? length : Long.MAX_VALUE,
                Times.of(previous.get("earliest")),
                Times.of(previous.get("latest")));
    }

    /** When the segment was begun; null when its first line does not tell. */
    static @Nullable Instant begin(StoredSegment segment) throws IOException {
        try (InputStream in = TrailSegments.open(segment)) {
            ForwardLines lines = new ForwardLines(in, SegmentText.MAX_LINE);
            return lines.next() ? Times.ofLine(lines.bytes(), lines.start()) : null;
        } catch (DamagedGzipException | LongLineException e) {
            return null;
        }
    }

    /** Whether a line of the segment may be of that time; null leaves an end open. */
    boolean mayHave(@Nullable Instant from, @Nullable Instant to) {
        return earliest == null
                || latest == null
                || ((from == null || !latest.isBefore(from)) && (to == null || !earliest.isAfter(to)));
    }
}
