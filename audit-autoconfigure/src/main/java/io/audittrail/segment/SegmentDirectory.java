package io.audittrail.segment;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The segments in a directory at one moment, by stream. Links are not followed, so nothing outside the directory is
 * read; other files are left out.
 */
public final class SegmentDirectory {

    private final SortedMap<String, SortedMap<SegmentName, StoredSegment>> streams = new TreeMap<>();
    private final List<Path> notPlain = new ArrayList<>();

    private SegmentDirectory() {}

    public static SegmentDirectory list(Path directory) throws IOException {
        SegmentDirectory found = new SegmentDirectory();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jsonl*")) {
            for (Path file : files) {
                found.add(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(found.notPlain);
        return found;
    }

    /**
     * Lists twice: a segment that is compressed while a directory is listed may be missed, neither its old file nor its
     * new one being there in the right moment. That happens to a segment once in its life.
     */
    public static SegmentDirectory listTwice(Path directory) throws IOException {
        SegmentDirectory first = list(directory);
        SegmentDirectory found = list(directory);
        first.streams.forEach((stream, segments) ->
                segments.values().forEach(segment -> found.ofStream(stream).putIfAbsent(segment.name(), segment)));
        return found;
    }

    /** The names of the streams, in order. */
    public Collection<String> streams() {
        return Collections.unmodifiableSet(streams.keySet());
    }

    /** The segments of a stream, oldest first. */
    public List<StoredSegment> segments(String stream) {
        return List.copyOf(
                streams.getOrDefault(stream, Collections.emptySortedMap()).values());
    }

    /**
     * The segments of a stream that were begun after this one. A reader that misses lines finds here what was said of them
     * since it listed the directory.
     */
    public static List<StoredSegment> after(StoredSegment last) throws IOException {
        Path directory = last.path().toAbsolutePath().getParent();
        if (directory == null) {
            return List.of();
        }
        return listTwice(directory).segments(last.name().stream()).stream()
                .filter(segment -> segment.name().compareTo(last.name()) > 0)
                .toList();
    }

    /** Whether the segments of a stream are what they were, but for new ones at the end: nothing was compressed or removed. */
    public static boolean hasOnlyGrown(List<StoredSegment> before, List<StoredSegment> now) {
        return now.size() >= before.size() && now.subList(0, before.size()).equals(before);
    }

    /** What has the name of a segment and is none: links, directories. */
    public List<Path> notPlain() {
        return Collections.unmodifiableList(notPlain);
    }

    private void add(Path file) throws IOException {
        String fileName = String.valueOf(file.getFileName());
        SegmentName name = SegmentName.parse(fileName);
        if (name == null) {
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                notPlain.add(file);
                return;
            }
        } catch (NoSuchFileException e) {
            return; // Just compressed or removed.
        }
        StoredSegment segment = SegmentName.isCompressed(fileName)
                ? new StoredSegment(name, null, file)
                : new StoredSegment(name, file, null);
        ofStream(name.stream()).merge(name, segment, StoredSegment::and);
    }

    private Map<SegmentName, StoredSegment> ofStream(String stream) {
        return streams.computeIfAbsent(stream, name -> new TreeMap<>());
    }
}
