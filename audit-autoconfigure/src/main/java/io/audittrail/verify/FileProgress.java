package io.audittrail.verify;

import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.SegmentName;
import io.audittrail.segment.StoredSegment;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the files of a directory were read. Counts bytes of files and not of their text, which of a compressed one is
 * known only at its end. What is read once more, or came later, does not count.
 */
final class FileProgress {

    private static final Span NONE = new Span(0, 0);

    private final Progress told;
    private final Map<SegmentName, Span> spans = new HashMap<>();
    private long of;
    private long done;

    /** Where the bytes of a file stand among all. */
    private record Span(long start, long size) {}

    private FileProgress(Progress told) {
        this.told = told;
    }

    static FileProgress of(SegmentDirectory listed, Progress told) throws IOException {
        FileProgress progress = new FileProgress(told);
        for (String stream : listed.streams()) {
            for (StoredSegment segment : listed.segments(stream)) {
                progress.add(segment);
            }
        }
        told.at(0, progress.of);
        return progress;
    }

    /** Where nobody waits for it. */
    static FileProgress untold() {
        return new FileProgress((bytes, of) -> {});
    }

    private void add(StoredSegment segment) throws IOException {
        try {
            long size = segment.now(StoredSegment::size);
            spans.put(segment.name(), new Span(of, size));
            of += size;
        } catch (NoSuchFileException e) {
            // Removed meanwhile.
        }
    }

    /** The text of the segment; whoever reads it comes on. */
    InputStream open(StoredSegment segment) throws IOException {
        Span span = spans.getOrDefault(segment.name(), NONE);
        return segment.open(in -> new Counted(in, span));
    }

    void end() {
        at(of);
    }

    private void at(long bytes) {
        done = Math.max(done, bytes);
        told.at(done, of);
    }

    /** The bytes of a file. */
    private final class Counted extends FilterInputStream {

        private final Span span;
        private long count;

        Counted(InputStream in, Span span) {
            super(in);
            this.span = span;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int more) {
            count += more;
            at(span.start() + Math.min(span.size(), count));
        }
    }
}
