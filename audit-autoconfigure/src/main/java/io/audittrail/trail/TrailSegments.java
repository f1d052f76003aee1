package io.audittrail.trail;

import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The segments of all streams, oldest first, in a directory that is written to. */
final class TrailSegments {

    private TrailSegments() {}

    static Map<String, List<StoredSegment>> list(Path directory) throws IOException {
        SegmentDirectory listed = SegmentDirectory.listTwice(directory);
        Map<String, List<StoredSegment>> streams = new TreeMap<>();
        listed.streams().forEach(stream -> streams.put(stream, listed.segments(stream)));
        return streams;
    }

    /** The text of a segment, which may have been compressed or removed since it was listed. */
    static InputStream open(StoredSegment segment) throws IOException {
        try {
            return segment.now(StoredSegment::open);
        } catch (NoSuchFileException removed) {
            return InputStream.nullInputStream();
        }
    }
}
