package io.audittrail.trail;

import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.SegmentName;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The segments of all streams, oldest first, in a directory that is written to. */
final class TrailSegments {

    private TrailSegments() {}

    /**
     * Lists twice: a segment that is compressed while a directory is listed may be missed, neither its old file nor its
     * new one being there in the right moment. That happens to a segment once in its life.
     */
    static Map<String, List<StoredSegment>> list(Path directory) throws IOException {
        SortedMap<SegmentName, StoredSegment> segments = new TreeMap<>();
        for (int i = 0; i < 2; i++) {
            SegmentDirectory listed = SegmentDirectory.list(directory);
            for (String stream : listed.streams()) {
                listed.segments(stream).forEach(segment -> segments.put(segment.name(), segment));
            }
        }
        Map<String, List<StoredSegment>> streams = new TreeMap<>();
        segments.forEach((name, segment) -> streams.computeIfAbsent(name.stream(), stream -> new ArrayList<>())
                .add(segment));
        return streams;
    }

    /** The text of a segment, which may have been compressed or removed since it was listed. */
    static InputStream open(StoredSegment segment) throws IOException {
        try {
            return segment.open();
        } catch (NoSuchFileException e) {
            Path compressed = segment.path().resolveSibling(segment.name().compressed());
            try {
                return new StoredSegment(segment.name(), null, compressed).open();
            } catch (NoSuchFileException removed) {
                return InputStream.nullInputStream();
            }
        }
    }
}
