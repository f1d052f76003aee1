package io.audittrail.trail;

import io.audittrail.AuditGap;
import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log's directory: all streams, newest records first, no further back than it takes to answer. Within a
 * stream records come in the order of writing, between streams by their timestamps. Holds no file open and keeps
 * nothing between queries. Thread-safe.
 */
public final class FileAuditTrail implements AuditTrail {

    private static final Comparator<AuditGap> BY_TIME =
            Comparator.comparing(AuditGap::from, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final Predicate<String> isWritten;

    /** @param isWritten whether this process is writing a stream now, so that its end is none */
    public FileAuditTrail(Path directory, Predicate<String> isWritten) {
        this.directory = directory;
        this.isWritten = isWritten;
    }

    @Override
    public List<String> find(AuditQuery query) {
        try {
            return newest(new Match(query), query.limit());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<AuditGap> gaps() {
        try {
            List<AuditGap> gaps = new ArrayList<>();
            for (Map.Entry<String, List<StoredSegment>> stream :
                    TrailSegments.list(directory).entrySet()) {
                gaps.addAll(gaps(stream.getKey(), stream.getValue()));
            }
            gaps.sort(BY_TIME);
            return List.copyOf(gaps);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A segment that is removed while others are read leaves a hole that is none. */
    private List<AuditGap> gaps(String stream, List<StoredSegment> listed) throws IOException {
        List<StoredSegment> segments = listed;
        List<AuditGap> gaps = new GapScan(segments).gaps(isWritten.test(stream));
        for (int i = 0; i < ATTEMPTS && gaps.stream().anyMatch(gap -> gap.kind() == AuditGap.Kind.MISSING); i++) {
            List<StoredSegment> now = SegmentDirectory.list(directory).segments(stream);
            if (now.isEmpty() || SegmentDirectory.hasOnlyGrown(segments, now)) {
                break;
            }
            segments = now;
            gaps = new GapScan(segments).gaps(isWritten.test(stream));
        }
        return gaps;
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException(
                "The audit log in " + directory.toAbsolutePath() + " (audit.ledger.directory) cannot be read: " + e, e);
    }

    private List<String> newest(Match match, int limit) throws IOException {
        PriorityQueue<Stream> streams =
                new PriorityQueue<>(Comparator.comparing(Stream::timestamp).reversed());
        for (List<StoredSegment> segments : TrailSegments.list(directory).values()) {
            Stream stream = new Stream(segments, match);
            if (stream.advance()) {
                streams.add(stream);
            }
        }
        List<String> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (found.size() < limit && !streams.isEmpty()) {
            Stream stream = streams.remove();
            Entry entry = stream.entry();
            if (seen.add(entry.key())) { // Delivery may repeat a record; transaction and number name it.
                found.add(entry.text());
            }
            if (found.size() < limit && stream.advance()) {
                streams.add(stream);
            }
        }
        return found;
    }

    /** A matching line: its own text, its place in time, and its name. */
    private record Entry(String text, String timestamp, String key) {}

    /** The matching records of one stream, one at a time. */
    private static final class Stream {

        private final List<StoredSegment> segments;
        private final Match match;
        private int left;
        private long length = Long.MAX_VALUE;
        private @Nullable BackwardLines lines;
        private @Nullable Entry entry;

        Stream(List<StoredSegment> segments, Match match) {
            this.segments = segments;
            this.match = match;
            this.left = segments.size();
        }

        boolean advance() throws IOException {
            while (true) {
                BackwardLines current = lines;
                if (current == null) {
                    if (left == 0) {
                        return false;
                    }
                    current = new BackwardLines(segments.get(--left), length);
                    lines = current;
                }
                while (current.previous()) {
                    RecordKeys keys = match.in(current.bytes(), current.start(), current.end());
                    if (keys != null) {
                        String text = new String(
                                current.bytes(),
                                current.start(),
                                current.end() - current.start(),
                                StandardCharsets.UTF_8);
                        entry = new Entry(text, keys.timestamp(), keys.tx() + '/' + keys.n());
                        return true;
                    }
                }
                length = lengthBefore(current);
                lines = null;
            }
        }

        /** The first line of a segment knows how much of the one before counts. */
        private long lengthBefore(BackwardLines done) {
            return left == 0
                    ? 0
                    : SegmentOpening.lengthOf(segments.get(left - 1).name(), done.bytes(), done.start(), done.end());
        }

        Entry entry() {
            if (entry == null) {
                throw new IllegalStateException("advance() first");
            }
            return entry;
        }

        String timestamp() {
            return entry().timestamp();
        }
    }
}
