package io.audittrail.trail;

import io.audittrail.AuditGap;
import io.audittrail.AuditGap.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hears what the lines of one stream tell, from the first to the last, and knows what is a gap. */
final class StreamGaps {

    /** Something that began and has not ended. */
    private record Begun(@Nullable Instant at, long seq, String why) {}

    private final String stream;
    private final List<AuditGap> gaps = new ArrayList<>();
    private @Nullable Begun missingStart;
    private long removed;
    private @Nullable Begun stopped;
    private @Nullable Begun suspended;
    private @Nullable Begun unknown;
    private String unknownTx = "";
    private long unknownRecords;
    private @Nullable String unreadable;

    StreamGaps(String stream) {
        this.stream = stream;
    }

    /** What follows in the segment cannot be read. It is a gap when the next line does not go on where the last one was. */
    void unreadable(String what) {
        unreadable = what;
    }

    /** The log begins in the middle, as it does when segments were removed: a later line may tell of that. */
    void beginsAt(long seq, @Nullable Instant at) {
        String why = "The lines before are gone, and no line tells that they were removed";
        missingStart = new Begun(at, seq, Objects.requireNonNullElse(unreadable, why));
    }

    void jump(@Nullable Instant from, @Nullable Instant to, long seq, long expected) {
        String why = Objects.requireNonNullElse(unreadable, "Seq " + seq + " stands where " + expected + " should");
        add(Kind.MISSING, from, to, Math.max(0, seq - expected), why, seq);
    }

    void goesOn() {
        unreadable = null;
    }

    /** @param lastSign when something was last written before it; null when no line tells */
    void control(ControlLine control, @Nullable Instant lastSign, @Nullable Instant at, long seq) {
        switch (control.name()) {
            case "started" -> started(lastSign, at, seq);
            case "stopped" -> stopped = new Begun(at, seq, "Stopped in order");
            case "suspended" -> suspended = new Begun(at, seq, why(control, "reason", "Writing was suspended"));
            case "resumed" -> resumed(control, at, seq);
            case "segment-removed" -> removed = Math.max(removed, control.number("seq"));
            case "chain-broken" -> add(Kind.BROKEN, lastSign, at, 0, expectedAndFound(control), seq);
            default -> {
                // Tells of no gap.
            }
        }
    }

    private void started(@Nullable Instant lastSign, @Nullable Instant at, long seq) {
        Begun stop = stopped;
        if (stop != null) {
            add(Kind.OFF, stop.at(), at, 0, stop.why(), seq);
        } else if (lastSign != null) {
            add(Kind.KILLED, lastSign, at, 0, "Started again without a stop in order", seq);
        } else if (missingStart != null) {
            add(Kind.OFF, null, at, 0, "Whether it was stopped in order, removed lines told", seq);
        }
        stillSuspended(lastSign);
        stopped = null;
    }

    private void resumed(ControlLine control, @Nullable Instant at, long seq) {
        Begun begun = Objects.requireNonNullElse(suspended, new Begun(null, seq, "Writing was suspended"));
        suspended = null;
        long waited = control.number("records");
        long lost = control.number("lostRecords");
        if (lost > 0) {
            add(Kind.LOST, begun.at(), at, lost, begun.why(), seq);
        }
        if (waited > 0 || lost == 0) {
            add(Kind.SUSPENDED, begun.at(), at, waited, begun.why(), seq);
        }
    }

    private void stillSuspended(@Nullable Instant until) {
        if (suspended != null) {
            add(Kind.SUSPENDED, suspended.at(), until, 0, suspended.why(), suspended.seq());
            suspended = null;
        }
    }

    void unknownOutcome(String tx, @Nullable Instant at, long seq) {
        if (unknown == null || !unknownTx.equals(tx)) {
            endOfUnknown();
            unknown = new Begun(at, seq, "The answer to the commit of transaction " + tx + " was lost");
            unknownTx = tx;
        }
        unknownRecords++;
    }

    private void endOfUnknown() {
        if (unknown != null) {
            add(Kind.UNKNOWN_OUTCOME, unknown.at(), unknown.at(), unknownRecords, unknown.why(), unknown.seq());
            unknown = null;
            unknownRecords = 0;
        }
    }

    /** @param written whether this process is writing the stream now */
    List<AuditGap> end(@Nullable Instant lastSign, long lastSeq, boolean written) {
        endOfUnknown();
        gaps.removeIf(this::isRemoved);
        if (missingStart != null && isStartMissing()) {
            add(Kind.MISSING, null, missingStart.at(), missingStart.seq() - 1, missingStart.why(), missingStart.seq());
        }
        stillSuspended(null);
        if (unreadable != null) {
            add(Kind.MISSING, lastSign, null, 0, unreadable, lastSeq);
        } else if (stopped != null) {
            add(Kind.OFF, stopped.at(), null, 0, stopped.why(), stopped.seq());
        } else if (!written && lastSign != null) {
            add(Kind.KILLED, lastSign, null, 0, "Not stopped in order; or another process writes", lastSeq);
        }
        return gaps;
    }

    /** Whether lines are missing of which no line has told so far that they were removed. */
    boolean isAnyMissing() {
        return isStartMissing() || gaps.stream().anyMatch(gap -> gap.kind() == Kind.MISSING && !isRemoved(gap));
    }

    private boolean isStartMissing() {
        return missingStart != null && removed < missingStart.seq() - 1;
    }

    /** Segments that are removed while they are read leave a hole that is none. */
    private boolean isRemoved(AuditGap gap) {
        return gap.kind() == Kind.MISSING && gap.seq() - 1 <= removed;
    }

    private void add(Kind kind, @Nullable Instant from, @Nullable Instant to, long records, String detail, long seq) {
        gaps.add(new AuditGap(kind, stream, from, to, records, detail, seq));
    }

    private static String expectedAndFound(ControlLine control) {
        return "Expected " + why(control, "expected", "another end of the chain") + ", found "
                + why(control, "found", "what does not fit");
    }

    private static String why(ControlLine control, String key, String otherwise) {
        return Objects.requireNonNullElse(control.text(key), otherwise);
    }
}
