package io.audittrail.ledger;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSink;
import io.audittrail.line.Seal;
import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept elsewhere of where a stream has been: its files must still be able to tell of it.
 *
 * @param problems who could not be asked, in sentences
 */
record Anchors(List<Checkpoint> checkpoints, List<String> problems) {

    /** No log gets there, and the name of a segment has room for ten times more. */
    private static final long MAX_SEQ = 999_999_999_999_999L;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    Anchors {
        checkpoints = List.copyOf(checkpoints);
        problems = List.copyOf(problems);
    }

    static Anchors ask(List<CheckpointSink> sinks, String stream, Reports reports) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (CheckpointSink sink : sinks) {
            try {
                Checkpoint last = sink.last(stream);
                if (last != null) {
                    checkpoints.add(requireOne(last, stream));
                }
            } catch (RuntimeException | Error e) {
                String problem = "The end of the audit log was not compared with the last checkpoint of "
                        + sink.getClass().getName() + ", which failed: " + e;
                problems.add(problem);
                reports.report("checkpoint-failed", problem, e);
            }
        }
        return new Anchors(checkpoints, problems);
    }

    /** What is none must not break the chain: a seq that is out of reach would name files that nobody finds. */
    private static Checkpoint requireOne(Checkpoint answer, String stream) {
        boolean isOne = answer.seq() > 0
                && answer.seq() <= MAX_SEQ
                && HASH.matcher(answer.hash()).matches()
                && answer.stream().equals(stream);
        if (!isOne) {
            throw new IllegalArgumentException("what it answered is no checkpoint of the stream '" + stream + "'");
        }
        Objects.requireNonNull(answer.at(), "a checkpoint without its time");
        return answer;
    }

    /** Those that others do not remember as well. */
    Anchors without(Anchors others) {
        return new Anchors(
                checkpoints.stream()
                        .filter(each -> !others.checkpoints.contains(each))
                        .toList(),
                problems);
    }

    /** The highest seq that is known elsewhere; 0 when nothing is. */
    long lastSeq() {
        return checkpoints.stream().mapToLong(Checkpoint::seq).max().orElse(0);
    }

    /** What does not fit, for a {@code chain-broken} line; null when all does. */
    @Nullable
    Map<String, Object> breach(List<StoredSegment> segments, Seal head) throws IOException {
        for (Checkpoint anchor : checkpoints) {
            String found = misfit(anchor, segments, head);
            if (found != null) {
                Map<String, Object> breach = new LinkedHashMap<>();
                breach.put("expected", "seq " + anchor.seq() + " with hash " + anchor.hash());
                breach.put("found", found);
                breach.put("checkpoint", Timestamps.text(anchor.at()));
                return breach;
            }
        }
        return null;
    }

    private static @Nullable String misfit(Checkpoint anchor, List<StoredSegment> segments, Seal head)
            throws IOException {
        if (anchor.seq() > head.seq()) {
            return head.seq() == 0 ? "no lines" : "an end at seq " + head.seq();
        }
        if (anchor.seq() == head.seq()) {
            return other(anchor, head.hash());
        }
        StoredSegment holder = null;
        for (StoredSegment segment : segments) {
            holder = segment.name().firstSeq() <= anchor.seq() ? segment : holder;
        }
        if (segments.isEmpty()) {
            return "no segment";
        }
        try {
            return holder == null ? misfitBeforeStart(anchor, segments.get(0)) : misfitWithin(anchor, holder);
        } catch (DamagedGzipException | LongLineException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Of the time before the oldest segment that retention has left, that segment's first line tells. */
    private static @Nullable String misfitBeforeStart(Checkpoint anchor, StoredSegment oldest) throws IOException {
        SegmentOpening opening = SegmentOpening.of(oldest);
        if (opening == null || opening.last().seq() < anchor.seq()) {
            return "no such line";
        }
        return opening.last().seq() == anchor.seq()
                ? other(anchor, opening.last().hash())
                : null;
    }

    private static @Nullable String misfitWithin(Checkpoint anchor, StoredSegment segment) throws IOException {
        try (InputStream in = segment.now(StoredSegment::open)) {
            ForwardLines lines = new ForwardLines(in);
            while (lines.next()) {
                Seal seal = Seal.parse(lines.bytes(), lines.start(), lines.end());
                if (seal != null && seal.seq() == anchor.seq()) {
                    return other(anchor, seal.hash());
                }
            }
            return "no such line";
        }
    }

    private static @Nullable String other(Checkpoint anchor, String hash) {
        return hash.equals(anchor.hash()) ? null : "hash " + hash;
    }
}
