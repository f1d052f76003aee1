package io.audittrail.trail;

import io.audittrail.AuditGap;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads the log's directory: all streams, in the order asked for, no further than it takes to answer. Within a stream
 * records come in the order of writing, between streams by their timestamps. Holds no file open and keeps nothing between
 * queries. Thread-safe.
 */
public final class FileAuditTrail extends ReadTrail {

    private static final Comparator<AuditGap> BY_TIME =
            Comparator.comparing(AuditGap::from, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final int ATTEMPTS = 10;

    /** Of all trails, because some are made for a single query. */
    private static final ReadAhead THREADS = new ReadAhead();

    private final Path directory;
    private final Predicate<String> isWritten;
    private final KnownStreams known;

    /** Reads a directory that nobody writes to: one that was copied from elsewhere, for instance. */
    public FileAuditTrail(Path directory) {
        this(directory, stream -> false, TypeNames.AS_THEY_ARE);
    }

    /** @param isWritten whether this process is writing a stream now, so that its end is none */
    public FileAuditTrail(Path directory, Predicate<String> isWritten, TypeNames names) {
        this(directory, isWritten, names, KnownStreams.NONE);
    }

    /**
     * @param isWritten whether this process is writing a stream now, so that its end is none
     * @param known the streams that there are, which may be elsewhere
     */
    public FileAuditTrail(Path directory, Predicate<String> isWritten, TypeNames names, KnownStreams known) {
        super(names);
        this.directory = directory;
        this.isWritten = isWritten;
        this.known = known;
    }

    @Override
    RecordReading open(Criteria criteria, Remarks remarks) throws IOException {
        Budget budget = new Budget(criteria.query().bytes());
        Scan scan = new Scan(criteria, new LineFilter(criteria), remarks, budget, new Buffers(), THREADS);
        return new TrailReading(directory, scan, known);
    }

    @Override
    public List<AuditGap> gaps() {
        return gaps(() -> {});
    }

    /**
     * The gaps, found by a thread that leaves some of the machine to others.
     *
     * @param pace run for each line; may rest, or throw to end the search
     */
    public List<AuditGap> gaps(Runnable pace) {
        try {
            List<AuditGap> gaps = new ArrayList<>();
            for (Map.Entry<String, List<StoredSegment>> stream :
                    TrailSegments.list(directory).entrySet()) {
                gaps.addAll(gaps(stream.getKey(), stream.getValue(), pace));
            }
            gaps.sort(BY_TIME);
            return List.copyOf(gaps);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A segment that is removed while others are read leaves a hole that is none. */
    private List<AuditGap> gaps(String stream, List<StoredSegment> listed, Runnable pace) throws IOException {
        List<StoredSegment> segments = listed;
        List<AuditGap> gaps = new GapScan(segments, pace).gaps(isWritten.test(stream));
        for (int i = 0; i < ATTEMPTS && gaps.stream().anyMatch(gap -> gap.kind() == AuditGap.Kind.MISSING); i++) {
            List<StoredSegment> now = SegmentDirectory.list(directory).segments(stream);
            if (now.isEmpty() || SegmentDirectory.hasOnlyGrown(segments, now)) {
                break;
            }
            segments = now;
            gaps = new GapScan(segments, pace).gaps(isWritten.test(stream));
        }
        return gaps;
    }

    @Override
    UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException(
                "The audit log in " + directory.toAbsolutePath() + " (audit.ledger.directory) cannot be read: " + e, e);
    }
}
