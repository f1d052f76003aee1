package io.audittrail.verify;

import io.audittrail.line.LineEncoder;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The earliest and the latest time of a segment's lines. Its first and last line would not do: lines may come late. */
final class SegmentTimes {

    private final byte[] earliest = new byte[LineEncoder.TIMESTAMP_LENGTH];
    private final byte[] latest = new byte[LineEncoder.TIMESTAMP_LENGTH];
    private boolean any;

    private SegmentTimes() {}

    /** Whether a line of the segment may be of that time, as far as anybody knows. */
    static boolean meet(Span span, List<StoredSegment> segments, int i) throws IOException {
        Opening next = Opening.behind(segments, i);
        if (next != null && next.details().get("previous") instanceof Map<?, ?> previous) {
            Instant earliest = instant(previous.get("earliest"));
            Instant latest = instant(previous.get("latest"));
            if (earliest != null && latest != null) {
                return span.meets(earliest, latest);
            }
        }
        SegmentTimes times = new SegmentTimes();
        boolean all = SegmentLines.read(segments, i, times::add);
        return times.any ? !all || times.meet(span) : !isEmpty(segments.get(i));
    }

    /** Whether there is nothing in a segment, as when it was only just begun. */
    static boolean isEmpty(StoredSegment segment) throws IOException {
        return segment.now(StoredSegment::size) == 0;
    }

    private boolean meet(Span span) {
        Instant first = instant(text(earliest));
        Instant last = instant(text(latest));
        return first == null || last == null || span.meets(first, last);
    }

    /** Timestamps all have the same form: their texts are in the order of time. */
    private void add(byte[] line, int from, int to) {
        int at = from + LineEncoder.TIMESTAMP_AT;
        int end = at + LineEncoder.TIMESTAMP_LENGTH;
        if (!any || Arrays.compare(line, at, end, earliest, 0, earliest.length) < 0) {
            System.arraycopy(line, at, earliest, 0, earliest.length);
        }
        if (!any || Arrays.compare(line, at, end, latest, 0, latest.length) > 0) {
            System.arraycopy(line, at, latest, 0, latest.length);
        }
        any = true;
    }

    private static String text(byte[] time) {
        return new String(time, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable Instant instant(@Nullable Object text) {
        try {
            return text instanceof String time ? Instant.parse(time) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
