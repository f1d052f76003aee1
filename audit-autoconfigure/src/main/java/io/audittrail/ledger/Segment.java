package io.audittrail.ledger;

import io.audittrail.segment.SegmentName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one file of the ledger while it is written: how far it is good, and which times it holds. */
final class Segment {

    private final Path path;
    private long length;
    private @Nullable Instant opened;
    private @Nullable Instant earliest;
    private @Nullable Instant latest;
    private boolean abandoned;
    private boolean uncut;
    private boolean doubtful;
    private volatile boolean disturbed;
    private volatile boolean listed = true;

    Segment(Path path) {
        this.path = path;
    }

    /** A segment whose file was just created. */
    static Segment created(Path path) {
        Segment segment = new Segment(path);
        segment.listed = false;
        return segment;
    }

    /** A segment as it was found. */
    Segment(Path path, long length, Instant opened, Instant earliest, Instant latest) {
        this.path = path;
        this.length = length;
        this.opened = opened;
        this.earliest = earliest;
        this.latest = latest;
    }

    static String name(String stream, long firstSeq) {
        return new SegmentName(stream, firstSeq).plain();
    }

    Path path() {
        return path;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Bytes up to the end of the last good line. */
    long length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void add(long bytes, Instant timestamp) {
        length += bytes;
        if (opened == null) {
            opened = timestamp;
        }
        if (earliest == null || timestamp.isBefore(earliest)) {
            earliest = timestamp;
        }
        if (latest == null || timestamp.isAfter(latest)) {
            latest = timestamp;
        }
    }

    /** Lines were taken back before anybody had heard of them. */
    void goBackTo(long earlierLength) {
        length = earlierLength;
    }

    /** Whether this file has reached its age. A clock that was set back does not keep it open longer than its age. */
    boolean isOlderThan(long millis, long now) {
        if (opened == null) {
            return false;
        }
        if (now < opened.toEpochMilli()) {
            opened = Instant.ofEpochMilli(now);
        }
        return now - opened.toEpochMilli() >= millis;
    }

    /** A failed write could not be cut off: nothing may be written to this file any more. */
    void abandon() {
        abandoned = true;
        uncut = true;
    }

    /** A sync failed: nothing may be written to this file any more, and a crash may bring back what was cut off. */
    void doubt() {
        abandoned = true;
        doubtful = true;
    }

    /** Somebody else has changed the file: it is left as it is. */
    void disturbed() {
        abandoned = true;
        disturbed = true;
    }

    boolean isDisturbed() {
        return disturbed;
    }

    /** Whether the directory on the disk may not know the file yet. */
    boolean isNew() {
        return !listed;
    }

    void listed() {
        listed = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Ends at its last good line after all. */
    void cut() {
        uncut = false;
    }

    boolean isUncut() {
        return uncut;
    }

    /** What the first line of the next file says of this one. */
    Map<String, Object> summary(long seq, String hash) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("file", name());
        summary.put("seq", seq);
        summary.put("hash", hash);
        if (earliest != null && latest != null) {
            summary.put("earliest", Timestamps.text(earliest));
            summary.put("latest", Timestamps.text(latest));
        }
        if (uncut || disturbed || doubtful) {
            summary.put("length", length);
        }
        return summary;
    }
}
