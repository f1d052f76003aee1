package io.audittrail.trail;

import io.audittrail.line.Json;
import io.audittrail.segment.SegmentName;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/** What the first line of a segment says of the one before. */
final class SegmentOpening {

    private static final byte[] CONTROL = ",\"control\":\"segment-opened\",".getBytes(StandardCharsets.US_ASCII);

    private SegmentOpening() {}

    /**
     * How many bytes of the segment before count. Mostly all: only a failed write that could not be cut off, or somebody
     * else, leaves bytes behind them.
     */
    static long lengthOf(SegmentName before, byte[] bytes, int from, int to) {
        if (!Needle.isIn(bytes, from, to, CONTROL)) {
            return Long.MAX_VALUE;
        }
        try {
            return Json.object(bytes, from, to).get("details") instanceof Map<?, ?> details
                            && details.get("previous") instanceof Map<?, ?> previous
                            && before.plain().equals(previous.get("file"))
                            && previous.get("length") instanceof Long length
                    ? length
                    : Long.MAX_VALUE;
        } catch (ParseException e) {
            return Long.MAX_VALUE;
        }
    }
}
