package io.audittrail.trail;

import io.audittrail.AuditGap;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.Operation;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the log's directory: all streams, in the order asked for, no further than it takes to answer. Within a stream
 * records come in the order of writing, between streams by their timestamps. Holds no file open and keeps nothing between
 * queries. Thread-safe.
 */
public final class FileAuditTrail implements AuditTrail {

    private static final Comparator<AuditGap> BY_TIME =
            Comparator.comparing(AuditGap::from, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final int ATTEMPTS = 10;

    /** Of all trails, because some are made for a single query. */
    private static final ReadAhead THREADS = new ReadAhead();

    private final Path directory;
    private final Predicate<String> isWritten;
    private final TypeNames names;
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
        this.directory = directory;
        this.isWritten = isWritten;
        this.names = names;
        this.known = known;
    }

    @Override
    public AuditPage find(AuditQuery query) {
        Scan scan = scan(query);
        try (TrailReading reading = new TrailReading(directory, scan)) {
            reading.remarkOthers(known.streams());
            List<AuditRecord> records = new ArrayList<>();
            while (records.size() < query.limit() && reading.advance()) {
                records.add(reading.record());
            }
            Cursor next = reading.next();
            if (records.isEmpty() && query.cursor() == null) {
                query.types().stream()
                        .flatMap(type -> names.remarks(type, query.property()).stream())
                        .forEach(scan.remarks()::say);
            }
            if (query.isOldestFirst() ? query.cursor() == null : next == null) {
                reading.remarkMissingStart();
            }
            return new AuditPage(
                    records,
                    next == null ? null : next.text(),
                    reading.streams(),
                    scan.remarks().isComplete(),
                    scan.remarks().said());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Stream<AuditRecord> stream(AuditQuery query) {
        try {
            TrailReading reading = new TrailReading(directory, scan(query));
            return StreamSupport.stream(new Records(reading), false).onClose(reading::close);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public EntityState stateAt(String type, Object id, Instant at) {
        StateFold fold = new StateFold(at);
        Remarks remarks = readHistory(type, id, fold::take);
        readStatements(type, fold, remarks);
        return fold.state(type, id, remarks.said());
    }

    @Override
    public List<Change> diff(String type, Object id, Instant from, Instant to) {
        StateFold before = new StateFold(from);
        StateFold after = new StateFold(to);
        readHistory(type, id, step -> {
            before.take(step);
            after.take(step);
        });
        return StateFold.diff(before, after);
    }

    /** Returns what there is to say of it. */
    private Remarks readHistory(String type, Object id, Consumer<Step> reader) {
        Scan scan = scan(AuditQuery.of(type, id).oldestFirst(), new Remarks());
        try (TrailReading reading = new TrailReading(directory, scan)) {
            boolean isEmpty = true;
            TimeOrder steps = new TimeOrder(reader);
            while (reading.advance()) {
                AuditRecord record = reading.record();
                isEmpty = false;
                if (record.action() != Operation.READ) {
                    steps.add(Step.of(record, names));
                }
            }
            steps.end();
            reading.remarkMissingStart();
            if (isEmpty) {
                reading.remarkOthers(known.streams());
                names.remarks(type, null).forEach(scan.remarks()::say);
            }
            return scan.remarks();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Those that may have changed what the history tells. */
    private void readStatements(String type, StateFold fold, Remarks remarks) {
        StatementNotes statements = new StatementNotes(type, names);
        Scan scan = scan(AuditQuery.all().action(Operation.STATEMENT).oldestFirst(), remarks);
        try (TrailReading reading = new TrailReading(directory, scan)) {
            while (reading.advance()) {
                if (fold.tellsOf(reading.record().at())) {
                    statements.take(reading.record());
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        statements.sentences().forEach(remarks::say);
    }

    private Scan scan(AuditQuery query) {
        return scan(query, new Remarks());
    }

    private Scan scan(AuditQuery query, Remarks remarks) {
        Criteria criteria = new Criteria(query, names);
        return new Scan(criteria, new LineFilter(criteria), remarks, new Budget(query.bytes()), new Buffers(), THREADS);
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

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException(
                "The audit log in " + directory.toAbsolutePath() + " (audit.ledger.directory) cannot be read: " + e, e);
    }

    /** Reads while it is asked for more. */
    private final class Records extends AbstractSpliterator<AuditRecord> {

        private final TrailReading reading;

        Records(TrailReading reading) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
            this.reading = reading;
        }

        @Override
        public boolean tryAdvance(Consumer<? super AuditRecord> action) {
            try {
                if (!reading.advance()) {
                    return false;
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
            action.accept(reading.record());
            return true;
        }
    }
}
