package io.audittrail.ledger;

import io.audittrail.line.LineEncoder;
import io.audittrail.line.Seal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    private final byte[] stream;
    private final byte[] head = new byte[512];
    private final byte[] tail = new byte[128]; // a ring; a power of two
    private long lineLength;
    private long position;
    private long goodLength;
    private int badLines;
    private @Nullable Seal lastSeal;
    private @Nullable String policyDigest;
    private byte @Nullable [] opened;
    private byte @Nullable [] earliest;
    private byte @Nullable [] latest;

    private SegmentScan(String stream) {
        this.stream = LineEncoder.lineStream(stream);
    }

    static SegmentScan of(Path path, String stream) throws IOException {
        SegmentScan scan = new SegmentScan(stream);
        try (InputStream in = Files.newInputStream(path)) {
            byte[] chunk = new byte[64 * 1024];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                scan.take(chunk, count);
            }
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

    @Nullable
    String policyDigest() {
        return policyDigest;
    }

    Segment segment(Path path) {
        return new Segment(path, goodLength, instant(opened), instant(earliest), instant(latest));
    }

    private void take(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            byte b = chunk[i];
            position++;
            if (b == '\n') {
                endLine();
            } else {
                if (lineLength < head.length) {
                    head[(int) lineLength] = b;
                }
                tail[(int) lineLength & (tail.length - 1)] = b;
                lineLength++;
            }
        }
    }

    private void endLine() {
        Seal seal = belongsToStream() ? Seal.parse(end(), 0, (int) Math.min(lineLength, tail.length)) : null;
        if (seal == null) {
            badLines++;
        } else {
            badLines = 0;
            goodLength = position;
            lastSeal = seal;
            time();
            digest();
        }
        lineLength = 0;
    }

    private boolean belongsToStream() {
        int end = TIMESTAMP_END + stream.length;
        return lineLength >= end && Arrays.equals(head, TIMESTAMP_END, end, stream, 0, stream.length);
    }

    /** The last bytes of the line, in order. */
    private byte[] end() {
        int count = (int) Math.min(lineLength, tail.length);
        byte[] end = new byte[count];
        for (int i = 0; i < count; i++) {
            end[i] = tail[(int) (lineLength - count + i) & (tail.length - 1)];
        }
        return end;
    }

    private void time() {
        byte[] time = Arrays.copyOfRange(head, LineEncoder.TIMESTAMP_AT, TIMESTAMP_END);
        if (opened == null) {
            opened = time;
        }
        if (earliest == null || Arrays.compare(time, earliest) < 0) {
            earliest = time;
        }
        if (latest == null || Arrays.compare(time, latest) > 0) {
            latest = time;
        }
    }

    private void digest() {
        int from = TIMESTAMP_END + stream.length;
        if (head[from] != 'c') {
            return;
        }
        int to = (int) Math.min(lineLength, head.length);
        Matcher control = DIGEST.matcher(new String(head, from, to - from, StandardCharsets.US_ASCII));
        if (control.lookingAt()) {
            policyDigest = control.group(1);
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
