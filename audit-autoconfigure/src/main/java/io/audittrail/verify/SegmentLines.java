package io.audittrail.verify;

import io.audittrail.line.LineEncoder;
import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The whole lines of a segment that are of its stream and count, up to where it cannot be read any more. */
final class SegmentLines {

    /** Takes a line, which stands there only until it returns. */
    @FunctionalInterface
    interface Reader {
        void line(byte[] bytes, int from, int to) throws IOException;
    }

    private SegmentLines() {}

    /** Returns whether all of it could be read. */
    static boolean read(List<StoredSegment> segments, int i, Reader reader) throws IOException {
        StoredSegment segment = segments.get(i);
        byte[] stream = LineEncoder.lineStream(segment.name().stream());
        try (InputStream in = segment.now(StoredSegment::open)) {
            ForwardLines lines = new ForwardLines(new FirstBytes(in, Opening.countingBytes(segments, i)));
            while (lines.next()) {
                if (lines.isTerminated() && LineForm.belongs(lines.bytes(), lines.start(), lines.end(), stream)) {
                    reader.line(lines.bytes(), lines.start(), lines.end());
                }
            }
            return true;
        } catch (DamagedGzipException | LongLineException e) {
            return false;
        }
    }
}
