package io.audittrail.ledger;

import io.audittrail.line.Seal;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment that another has followed.
 *
 * @param last its last line; null when none can be found
 * @param latest the time of its newest line
 * @param said whether {@code last} is what the next segment says, of a file that counts to its end
 */
record ClosedSegment(
        StoredSegment stored, StoredSegment next, @Nullable Seal last, Instant latest, boolean said) {

    private static final String NO_HASH = "0".repeat(64);

    static ClosedSegment of(StoredSegment segment, StoredSegment next) throws IOException {
        SegmentOpening opening = SegmentOpening.of(next);
        if (opening != null && opening.file().equals(segment.name().plain()) && opening.latest() != null) {
            return new ClosedSegment(segment, next, opening.last(), opening.latest(), !opening.bounded());
        }
        SegmentScan scan = SegmentScan.of(segment);
        return new ClosedSegment(segment, next, scan.lastSeal(), scan.latest(), false);
    }

    /** Whether the file ends as it should: nothing is missing at its end, and nothing follows there. */
    boolean isWhole() throws IOException {
        if (!said) {
            return false;
        }
        SegmentScan scan = SegmentScan.of(stored);
        return scan.damage() == null
                && scan.badLines() == 0
                && scan.lastSeal() != null
                && scan.lastSeal().equals(last);
    }

    /** The seq before that of the next segment's first line. */
    long endSeq() {
        return next.name().firstSeq() - 1;
    }

    /** For the {@code segment-removed} line. */
    Map<String, Object> removed(String reason) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("file", stored.name().plain());
        details.put("firstSeq", stored.name().firstSeq());
        details.put("seq", last == null ? endSeq() : last.seq());
        details.put("hash", last == null ? NO_HASH : last.hash());
        details.put("reason", reason);
        return details;
    }
}
