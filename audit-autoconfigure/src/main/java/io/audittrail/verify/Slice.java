package io.audittrail.verify;

import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments of a stream that can hold a line of some time, and those between them: a chain without a hole.
 *
 * @param all segments of the stream, oldest first
 * @param from the first that was chosen
 * @param to behind the last that was chosen
 */
record Slice(List<StoredSegment> all, int from, int to) {

    /** In the order of the streams' names; streams without a line of that time are left out. */
    static List<Slice> choose(SegmentDirectory directory, Span span) throws IOException {
        List<Slice> slices = new ArrayList<>();
        for (String stream : directory.streams()) {
            Slice slice = of(directory.segments(stream), span);
            if (slice.from() < slice.to()) {
                slices.add(slice);
            }
        }
        return slices;
    }

    private static Slice of(List<StoredSegment> segments, Span span) throws IOException {
        int from = 0;
        while (from < segments.size() && !SegmentTimes.meet(span, segments, from)) {
            from++;
        }
        int to = segments.size();
        while (to > from && !SegmentTimes.meet(span, segments, to - 1)) {
            to--;
        }
        while (from < to && to < segments.size() && belongsTo(segments, to - 1, to)) {
            to++;
        }
        return new Slice(segments, from, to);
    }

    /** A segment comes along that alone tells which bytes of the one before count; and an empty one: somebody may have emptied it. */
    private static boolean belongsTo(List<StoredSegment> segments, int last, int next) throws IOException {
        return SegmentTimes.isEmpty(segments.get(next)) || Opening.countingBytes(segments, last) < Opening.ALL;
    }

    String stream() {
        return all.get(0).name().stream();
    }

    boolean hasOlder() {
        return from > 0;
    }

    boolean hasNewer() {
        return to < all.size();
    }

    /** No line of it has a lower seq. */
    long firstSeq() {
        return all.get(from).name().firstSeq();
    }

    /** No line of it has a higher seq. */
    long lastSeq() {
        return hasNewer() ? all.get(to).name().firstSeq() - 1 : Long.MAX_VALUE;
    }
}
