package io.audittrail.verify;

import io.audittrail.line.LineEncoder;
import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.SegmentName;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a segment says of the one before.
 *
 * @param isBreak whether it is a {@code chain-broken} line: nothing before it can be continued
 * @param details all it says
 * @param file name of the segment before; null when there is none
 * @param seq of that segment's last line
 * @param hash of that segment's last line
 * @param length so many bytes of that segment count; negative when all of them do
 */
record Opening(
        boolean isBreak,
        Map<?, ?> details,
        @Nullable String file,
        long seq,
        @Nullable String hash,
        long length) {

    /** More than any segment has. */
    static final long ALL = Long.MAX_VALUE;

    private static final String OPENED = "segment-opened";
    private static final String BROKEN = "chain-broken";

    static boolean isOne(@Nullable String control) {
        return OPENED.equals(control) || BROKEN.equals(control);
    }

    /** Reads such a line; null when what it says cannot be understood. */
    static @Nullable Opening parse(String control, byte[] line, int from, int to) {
        try {
            Map<?, ?> details = LineForm.details(line, from, to);
            if (BROKEN.equals(control)) {
                return new Opening(true, details, null, 0, null, -1);
            }
            if (details.get("previous") == null) {
                return details.containsKey("previous") ? new Opening(false, details, null, 0, null, -1) : null;
            }
            return details.get("previous") instanceof Map<?, ?> previous
                            && previous.get("file") instanceof String file
                            && previous.get("seq") instanceof Long seq
                            && previous.get("hash") instanceof String hash
                            && hash.matches("[0-9a-f]{64}")
                    ? new Opening(false, details, file, seq, hash, previous.get("length") instanceof Long l ? l : -1)
                    : null;
        } catch (ParseException e) {
            return null;
        }
    }

    /**
     * How many bytes of a segment count: what follows a failed write that could not be cut off, or was done by others,
     * does not, and then the next segment says so.
     */
    static long countingBytes(List<StoredSegment> segments, int i) throws IOException {
        Opening next = behind(segments, i);
        return next == null || next.length() < 0 ? ALL : next.length();
    }

    /** What the next segment that has a line says of this one; null when it does not. */
    static @Nullable Opening behind(List<StoredSegment> segments, int i) throws IOException {
        SegmentName name = segments.get(i).name();
        byte[] stream = LineEncoder.lineStream(name.stream());
        for (StoredSegment next : segments.subList(i + 1, segments.size())) {
            try (InputStream in = next.now(StoredSegment::open)) {
                ForwardLines lines = new ForwardLines(in);
                if (lines.next()) {
                    Opening opening = of(lines.bytes(), lines.start(), lines.end(), stream);
                    return opening != null && name.plain().equals(opening.file()) ? opening : null;
                }
            } catch (DamagedGzipException | LongLineException | NoSuchFileException e) {
                return null; // Said when that segment is read.
            }
        }
        return null;
    }

    private static @Nullable Opening of(byte[] line, int from, int to, byte[] stream) {
        String control = LineForm.belongs(line, from, to, stream) ? LineForm.control(line, from, to, stream) : null;
        return control != null && isOne(control) ? parse(control, line, from, to) : null;
    }
}
