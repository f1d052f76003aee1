package io.audittrail.ledger;

import io.audittrail.line.LineEncoder;
import io.audittrail.line.Seal;
import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One pass over a segment, in constant memory however long its lines are. */
final class SegmentScan {

    private static final int TIMESTAMP_END = LineEncoder.TIMESTAMP_AT + LineEncoder.TIMESTAMP_LENGTH;
    private static final Pattern DIGEST =
            Pattern.compile("control\":\"[a-z-]+\",\"details\":\\{\"policyDigest\":\"([0-9a-f]{64})\"");
    private static final Pattern REMOVED = Pattern.compile("control\":\"segment-removed\",\"details\":\\{"
            + "\"file\":\"[^\"]+\",\"firstSeq\":[0-9]{1,18},\"seq\":([0-9]{1,18}),");

    private final byte[] stream;
    private final byte[] head = new byte[512];
    private final byte[] tail = new byte[Seal.MAX_LENGTH]; // filled from its end
    private long lineLength;
    private long position;
    private long goodLength;
    private int badLines;
    private @Nullable String damage;
    private @Nullable Seal lastSeal;
    private @Nullable String policyDigest;
    private long removedSeq;
    private byte @Nullable [] opened;
    private byte @Nullable [] earliest;
    private byte @Nullable [] latest;

    private SegmentScan(String stream) {
        this.stream = LineEncoder.lineStream(stream);
    }

    /** Of the file that counts, plain or compressed. */
    static SegmentScan of(StoredSegment segment) throws IOException {
        SegmentScan scan = new SegmentScan(segment.name().stream());
        try (InputStream in = segment.open()) {
            byte[] chunk = new byte[64 * 1024];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                scan.take(chunk, count);
            }
        } catch (DamagedGzipException e) {
            scan.damage = e.getMessage();
        }
        if (scan.lineLength > 0) {
            scan.badLines++;
        }
        return scan;
    }

    /** The last line that ends as it should; null when there is none. */
    @Nullable
    Seal lastSeal() {
        return lastSeal;
    }

    /** Where that line ends. */
    long goodLength() {
        return goodLength;
    }

    /** How many lines follow that have no end, no seal, or belong to another stream. */
    int badLines() {
        return badLines;
    }

    /** Why the rest of a compressed file cannot be read; null when it can. */
    @Nullable
    String damage() {
        return damage;
    }

    @Nullable
    String policyDigest() {
        return policyDigest;
    }

    /** The last seq of the segment that was said to be removed last; 0 when none was. */
    long removedSeq() {
        return removedSeq;
    }

    /** The newest timestamp; very old when there is none. */
    Instant latest() {
        return instant(latest);
    }

    Segment segment(Path path) {
        return new Segment(path, goodLength, instant(opened), instant(earliest), instant(latest));
    }

    private void take(byte[] chunk, int count) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                add(chunk, from, i);
                position += i + 1 - from;
                endLine();
                from = i + 1;
            }
        }
        add(chunk, from, count);
        position += count - from;
    }

    /** A piece of a line: its first bytes are kept, and its last. */
    private void add(byte[] chunk, int from, int to) {
        int length = to - from;
        if (lineLength < head.length) {
            System.arraycopy(chunk, from, head, (int) lineLength, Math.min(length, head.length - (int) lineLength));
        }
        int last = Math.min(length, tail.length);
        System.arraycopy(tail, last, tail, 0, tail.length - last);
        System.arraycopy(chunk, to - last, tail, tail.length - last, last);
        lineLength += length;
    }

    private void endLine() {
        int count = (int) Math.min(lineLength, tail.length);
        Seal seal = belongsToStream() ? Seal.parse(tail, tail.length - count, tail.length) : null;
        if (seal == null) {
            badLines++;
        } else {
            badLines = 0;
            goodLength = position;
            lastSeal = seal;
            time();
            control();
        }
        lineLength = 0;
    }

    private boolean belongsToStream() {
        int end = TIMESTAMP_END + stream.length;
        return lineLength >= end && Arrays.equals(head, TIMESTAMP_END, end, stream, 0, stream.length);
    }

    private void time() {
        if (opened == null) {
            opened = copyOfTime();
        }
        if (earliest == null || compareTime(earliest) < 0) {
            earliest = copyOfTime();
        }
        if (latest == null || compareTime(latest) > 0) {
            latest = copyOfTime();
        }
    }

    private int compareTime(byte[] other) {
        return Arrays.compare(head, LineEncoder.TIMESTAMP_AT, TIMESTAMP_END, other, 0, other.length);
    }

    private byte[] copyOfTime() {
        return Arrays.copyOfRange(head, LineEncoder.TIMESTAMP_AT, TIMESTAMP_END);
    }

    private void control() {
        int from = TIMESTAMP_END + stream.length;
        if (head[from] != 'c') {
            return;
        }
        int to = (int) Math.min(lineLength, head.length);
        String control = new String(head, from, to - from, StandardCharsets.US_ASCII);
        Matcher digest = DIGEST.matcher(control);
        if (digest.lookingAt()) {
            policyDigest = digest.group(1);
        }
        Matcher removed = REMOVED.matcher(control);
        if (removed.lookingAt()) {
            removedSeq = Long.parseLong(removed.group(1));
        }
    }

    private static Instant instant(byte @Nullable [] time) {
        try {
            return time == null ? Instant.EPOCH : Instant.parse(new String(time, StandardCharsets.US_ASCII));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
