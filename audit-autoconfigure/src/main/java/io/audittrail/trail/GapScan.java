package io.audittrail.trail;

import io.audittrail.AuditGap;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Seal;
import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream from its first line to its last for what it tells of gaps, in constant memory. A look at some bytes
 * shows whether a line tells any; records are not parsed.
 */
final class GapScan {

    private static final byte[] OUTCOME = ",\"outcome\":\"unknown\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REDELIVERED = ",\"redelivered\":true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TX = "tx\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int TX_LENGTH = 36;
    /** Written when a ledger is opened, before the line that says so: they are no sign of life. */
    private static final Set<String> BEFORE_START = Set.of("segment-opened", "tail-repaired", "chain-broken");

    private final List<StoredSegment> segments;
    private final byte[] stream;
    private final StreamGaps gaps;
    private final Runnable pace;
    private final byte[] lastSign = new byte[LineEncoder.TIMESTAMP_LENGTH];
    private boolean anySign;
    private long expected = 1;
    private long readOfLast;

    /**
     * @param segments of one stream, oldest first
     * @param pace run for each line; may rest, or throw to end it
     */
    GapScan(List<StoredSegment> segments, Runnable pace) {
        String name = segments.get(0).name().stream();
        this.segments = new ArrayList<>(segments);
        this.stream = LineEncoder.lineStream(name);
        this.gaps = new StreamGaps(name);
        this.pace = pace;
    }

    /** @param written whether this process is writing the stream now */
    List<AuditGap> gaps(boolean written) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            read(i, 0);
        }
        boolean goesOn = true;
        while (goesOn && gaps.isAnyMissing()) {
            goesOn = readNewer();
        }
        return gaps.end(lastSign(), expected - 1, written);
    }

    /** Segments may have been removed since they were listed, and the line that says so may stand in a newer one. */
    private boolean readNewer() throws IOException {
        int last = segments.size() - 1;
        segments.addAll(SegmentDirectory.after(segments.get(last)));
        if (segments.size() == last + 1) {
            return false;
        }
        read(last, readOfLast);
        for (int i = last + 1; i < segments.size(); i++) {
            read(i, 0);
        }
        return true;
    }

    /** @param from where a line begins */
    private void read(int i, long from) throws IOException {
        StoredSegment segment = segments.get(i);
        long length = i + 1 < segments.size()
                ? SegmentOpening.of(segments.get(i + 1), segment.name()).length()
                : Long.MAX_VALUE;
        readOfLast = from;
        try (InputStream in = TrailSegments.open(segment)) {
            ForwardLines lines = new ForwardLines(in, SegmentText.MAX_LINE);
            while (lines.next() && lines.isTerminated() && lines.endOffset() <= length) {
                pace.run();
                if (lines.offset() >= from) {
                    line(lines.bytes(), lines.start(), lines.end());
                    readOfLast = lines.endOffset();
                }
            }
        } catch (DamagedGzipException | LongLineException e) {
            gaps.unreadable(segment.path().getFileName() + " cannot be read: " + e.getMessage());
        }
    }

    /** What is no line of the stream is passed over: if one stood there, the next seq does not fit. */
    private void line(byte[] bytes, int from, int to) {
        int key = from + LineEncoder.TIMESTAMP_AT + LineEncoder.TIMESTAMP_LENGTH + stream.length;
        Seal seal = Needle.isAt(bytes, key - stream.length, to, stream) ? Seal.parse(bytes, from, to) : null;
        if (seal == null) {
            return;
        }
        ControlLine control = ControlLine.isAt(bytes, key, to) ? ControlLine.parse(bytes, from, to) : null;
        if (control == null) {
            follow(seal.seq(), bytes, from);
            outcome(bytes, key, to - seal.length(), seal.seq(), from);
        } else {
            if (!control.name().equals("chain-broken")) {
                follow(seal.seq(), bytes, from);
            }
            gaps.control(control, lastSign(), Times.ofLine(bytes, from), seal.seq());
        }
        gaps.goesOn();
        expected = seal.seq() + 1;
        if (control == null || !BEFORE_START.contains(control.name())) {
            System.arraycopy(bytes, from + LineEncoder.TIMESTAMP_AT, lastSign, 0, lastSign.length);
            anySign = true;
        }
    }

    private void follow(long seq, byte[] bytes, int from) {
        if (seq == expected) {
            return;
        }
        if (expected == 1) {
            gaps.beginsAt(seq, Times.ofLine(bytes, from));
        } else {
            gaps.jump(lastSign(), Times.ofLine(bytes, from), seq, expected);
        }
    }

    /** Flags stand directly before the seal, where nothing of an application's can stand. */
    private void outcome(byte[] bytes, int key, int seal, long seq, int from) {
        int end = Needle.endsAt(bytes, key, seal, REDELIVERED) ? seal - REDELIVERED.length : seal;
        if (Needle.endsAt(bytes, key, end, OUTCOME)) {
            boolean named = Needle.isAt(bytes, key, end - TX_LENGTH, TX);
            String tx = named ? text(bytes, key + TX.length, TX_LENGTH) : "";
            gaps.unknownOutcome(tx, Times.ofLine(bytes, from), seq);
        }
    }

    private @Nullable Instant lastSign() {
        return anySign ? Times.of(text(lastSign, 0, lastSign.length)) : null;
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
    }
}
