package io.audittrail.ledger;

import io.audittrail.CheckpointSink;
import io.audittrail.line.Seal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the files that are found when a stream is opened can be trusted, by themselves and beside what others remember
 * of them. What does not fit is a problem until the stream is opened again.
 */
final class Trust {

    private static final int ATTEMPTS = 10;

    private final String stream;
    private final Checkpoints checkpoints;
    private final Reports reports;
    private @Nullable Anchors anchors;
    private volatile List<String> problems = List.of();
    private volatile long removedSeq;
    private volatile boolean broken;

    Trust(String stream, Checkpoints checkpoints, Reports reports) {
        this.stream = stream;
        this.checkpoints = checkpoints;
        this.reports = reports;
    }

    /** Finds the end of the stream. Others are asked once, however often it takes: nothing is written meanwhile. */
    Recovery.Head recover(LedgerDirectory directory, Clock clock) throws IOException {
        Anchors known = anchors;
        if (known == null) {
            known = Anchors.ask(checkpoints.sinks(), stream, reports);
            anchors = known;
        }
        Recovery.Head head = Recovery.find(directory, stream, clock, known);
        removedSeq = head.removedSeq();
        List<String> found = new ArrayList<>(known.problems());
        Map<String, Object> breach = head.breach();
        broken = breach != null;
        if (breach != null) {
            String problem = brokenChain(head.chain().seq() + 1, breach);
            found.add(problem);
            if (!problems.contains(problem)) {
                reports.report("chain-broken", problem, new IOException(problem));
            }
        }
        problems = List.copyOf(found);
        return head;
    }

    /**
     * Asks somebody who was not known when the files were opened. What does not fit him can only be told: the chain has gone
     * on already.
     *
     * @param head where the stream ends now; null while it is not open
     */
    void compare(CheckpointSink late, LedgerDirectory directory, @Nullable Seal head) {
        Anchors known = anchors;
        if (known == null || head == null) {
            anchors = null; // All are asked when it is opened.
            return;
        }
        Anchors more = Anchors.ask(List.of(late), stream, reports).without(known);
        List<String> found = new ArrayList<>(problems);
        found.addAll(more.problems());
        try {
            Map<String, Object> breach = broken ? null : breach(more, directory, head);
            if (breach != null) {
                String problem = "The audit stream '" + stream + "' is not what "
                        + late.getClass().getSimpleName()
                        + " remembers of it: expected was " + breach.get("expected") + ", found was "
                        + breach.get("found")
                        + ". Somebody has changed or removed files of the log, or restored old ones";
                found.add(problem);
                reports.report("chain-broken", problem, new IOException(problem));
            }
        } catch (IOException e) {
            found.add("The audit stream '" + stream + "' could not be compared with its last checkpoint: " + e);
        }
        problems = List.copyOf(found);
    }

    /** Somebody may compress and remove segments meanwhile. */
    private @Nullable Map<String, Object> breach(Anchors late, LedgerDirectory directory, Seal head)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return late.breach(directory.changingSegments(stream), head);
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** For anybody. */
    List<String> problems() {
        return problems;
    }

    /** Whether the chain begins anew. For anybody. */
    boolean isBroken() {
        return broken;
    }

    /** The last seq of what the log said before to be removed, as far as its last segment tells. For anybody. */
    long removedSeq() {
        return removedSeq;
    }

    private String brokenChain(long seq, Map<String, Object> breach) {
        Object file = breach.get("file");
        return "The chain of the audit stream '" + stream + "' is broken at seq " + seq
                + (file == null ? "" : " in " + file)
                + ": expected was " + breach.get("expected") + ", found was " + breach.get("found")
                + ". Somebody has changed or removed files of the log, or restored old ones; it goes on in a new"
                + " file that begins with the line chain-broken";
    }
}
