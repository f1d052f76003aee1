package io.audittrail.verify;

import io.audittrail.line.LineEncoder;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The lines that say which policy was in force: which types and attributes were recorded, masked and left out. */
final class PolicyLines {

    private static final String STARTED = "started";
    private static final String CHANGED = "policy-changed";

    private PolicyLines() {}

    /**
     * Writes what was in force when segments begin, as far as older ones tell, and then what they say themselves.
     *
     * @param all segments of the stream
     * @param begin the first that is not older
     */
    static void write(List<StoredSegment> all, int begin, List<StoredSegment> segments, OutputStream out)
            throws IOException {
        for (byte[] line : before(all, begin)) {
            out.write(line);
            out.write('\n');
        }
        read(segments, (bytes, from, to) -> {
            out.write(bytes, from, to - from);
            out.write('\n');
        });
    }

    /** Those of these segments, in their order. */
    static void read(List<StoredSegment> segments, SegmentLines.Reader reader) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            read(segments, i, (isStart, bytes, from, to) -> reader.line(bytes, from, to));
        }
    }

    /** The last start, and what was changed since: a start says all of the policy. */
    private static List<byte[]> before(List<StoredSegment> all, int begin) throws IOException {
        Deque<byte[]> lines = new ArrayDeque<>();
        AtomicBoolean started = new AtomicBoolean();
        for (int i = begin - 1; i >= 0 && !started.get(); i--) {
            List<byte[]> found = new ArrayList<>();
            try {
                read(all, i, (isStart, bytes, from, to) -> {
                    if (isStart) {
                        found.clear();
                        started.set(true);
                    }
                    found.add(Arrays.copyOfRange(bytes, from, to));
                });
            } catch (NoSuchFileException e) {
                break; // Removed meanwhile: nobody knows any more.
            }
            for (int n = found.size() - 1; n >= 0; n--) {
                lines.addFirst(found.get(n));
            }
        }
        return List.copyOf(lines);
    }

    private static void read(List<StoredSegment> segments, int i, Policies reader) throws IOException {
        byte[] stream = LineEncoder.lineStream(segments.get(i).name().stream());
        SegmentLines.read(segments, i, (bytes, from, to) -> {
            String control = LineForm.control(bytes, from, to, stream);
            if (STARTED.equals(control) || CHANGED.equals(control)) {
                reader.line(STARTED.equals(control), bytes, from, to);
            }
        });
    }

    @FunctionalInterface
    private interface Policies {
        void line(boolean isStart, byte[] bytes, int from, int to) throws IOException;
    }
}
