package io.audittrail.trail;

import io.audittrail.segment.SegmentName;
import java.nio.charset.StandardCharsets;

/** What the first line of a segment says of the one before. */
final class SegmentOpening {

    private static final byte[] CONTROL = ",\"control\":\"segment-opened\",".getBytes(StandardCharsets.US_ASCII);

    private SegmentOpening() {}

    /**
     * How many bytes of the segment before count. Mostly all: only a failed write that could not be cut off, or somebody
     * else, leaves bytes behind them.
     */
    static long lengthOf(SegmentName before, byte[] bytes, int from, int to) {
        ControlLine opening = Needle.isIn(bytes, from, to, CONTROL) ? ControlLine.parse(bytes, from, to) : null;
        return opening != null
                        && before.plain().equals(opening.previous().get("file"))
                        && opening.previous().get("length") instanceof Long length
                ? length
                : Long.MAX_VALUE;
    }
}
