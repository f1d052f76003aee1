package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one stream that answer a query, one at a time, in the order of writing or the other way. Reads small blocks
 * first, for those who want the newest few, then larger ones, and those ahead of time. Not thread-safe.
 */
final class StreamScan {

    static final int FIRST_BLOCK = 64 * 1024;
    private static final int MOST_BLOCK = 1024 * 1024;

    /** Lines that are being looked for, and where the next ones are to be had. */
    private record Block(StoredSegment segment, Place behind, ReadAhead.Result<Candidates> candidates) {}

    private final List<StoredSegment> segments;
    private final Scan scan;
    private final Deque<Block> ahead = new ArrayDeque<>();
    private int nextSegment;
    private @Nullable Part part;
    private int blockSize = FIRST_BLOCK;
    private boolean began;
    private boolean stopped;
    private @Nullable Place place;
    private @Nullable Block block;
    private int candidate;
    private @Nullable AuditRecord record;

    /** What of a segment was not read yet. */
    private static final class Part {
        final StoredSegment segment;
        final SegmentText text;
        long from;
        long to;

        Part(StoredSegment segment, SegmentText text, long from, long to) {
            this.segment = segment;
            this.text = text;
            this.from = from;
            this.to = to;
        }
    }

    /**
     * @param segments of one stream, oldest first
     * @param from where to go on; null for the end that comes first
     */
    StreamScan(List<StoredSegment> segments, Scan scan, @Nullable Place from) {
        this.segments = segments;
        this.scan = scan;
        this.place = from;
        this.nextSegment = scan.isForward() ? 0 : segments.size() - 1;
        while (from != null && hasSegment() && isPassed(segments.get(nextSegment), from)) {
            nextSegment += scan.step();
        }
    }

    private boolean isPassed(StoredSegment segment, Place from) {
        long firstSeq = segment.name().firstSeq();
        return scan.isForward() ? firstSeq < from.segment() : firstSeq > from.segment();
    }

    /** Whether there is another record. */
    boolean advance() throws IOException {
        record = null;
        while (true) {
            Block current = block;
            if (current == null) {
                current = nextBlock();
                if (current == null) {
                    return false;
                }
                block = current;
                candidate = scan.isForward() ? -1 : current.candidates().get().count();
            }
            if (nextIn(current)) {
                return true;
            }
            place = current.behind();
            block = null;
        }
    }

    private boolean nextIn(Block current) throws IOException {
        Candidates lines = current.candidates().get();
        for (candidate += scan.step(); candidate >= 0 && candidate < lines.count(); candidate += scan.step()) {
            RecordReader.Line line = RecordReader.read(lines.bytes(), lines.start(candidate), lines.end(candidate));
            if (line instanceof RecordReader.Broken broken) {
                scan.remarks()
                        .broken(
                                current.segment().path(),
                                "the line at byte " + lines.position(candidate) + " cannot be read: " + broken.why());
            } else if (line instanceof RecordReader.Found found
                    && scan.criteria().match(found.record())) {
                record = scan.criteria().reduced(found.record());
                return true;
            }
        }
        return false;
    }

    AuditRecord record() {
        if (record == null) {
            throw new IllegalStateException("advance() first");
        }
        return record;
    }

    /** Where to go on so that the record comes again, from the first block that is read. */
    Place before() throws IOException {
        return at(scan.isForward() ? lines().position(candidate) : lines().position(candidate) + 1);
    }

    /** Where to go on behind the record. */
    Place behind() throws IOException {
        return at(scan.isForward() ? lines().positionBehind(candidate) : lines().position(candidate));
    }

    private Place at(long position) {
        return new Place(current().segment().name().firstSeq(), position);
    }

    private Candidates lines() throws IOException {
        return current().candidates().get();
    }

    private Block current() {
        if (block == null) {
            throw new IllegalStateException("advance() first");
        }
        return block;
    }

    /** Where to go on when there is no other record now; null when there is nothing more to read. */
    @Nullable
    Place rest() {
        return stopped || scan.isForward() ? place : null;
    }

    /** Whether there may be more, and enough has been read. */
    boolean isStopped() {
        return stopped;
    }

    /** Stops reading ahead. */
    void close() {
        ahead.forEach(each -> each.candidates().cancel());
        ahead.clear();
    }

    private @Nullable Block nextBlock() throws IOException {
        int window = began ? scan.threads().width() : 1;
        while (ahead.size() < window && !stopped) {
            Block next = read();
            if (next == null) {
                break;
            }
            ahead.add(next);
        }
        return ahead.poll();
    }

    /** Begins to read the next block; null when there is none. */
    private @Nullable Block read() throws IOException {
        if (began && scan.budget().isSpent()) {
            stopped = true;
            return null;
        }
        Part current = part;
        while (current == null || current.from >= current.to) {
            if (!hasSegment()) {
                return null;
            }
            current = open();
            part = current;
        }
        Block first = read(current, !began);
        began = true;
        return first;
    }

    private Block read(Part current, boolean isFirst) {
        long from = current.from;
        long to = current.to;
        if (scan.isForward()) {
            to = Math.min(to, current.text.endAfter(from, blockSize));
            current.from = to;
        } else {
            from = Math.max(from, current.text.startBefore(to, blockSize));
            current.to = from;
        }
        blockSize = Math.min(MOST_BLOCK, 2 * blockSize);
        scan.budget().spend(to - from);
        long start = from;
        long end = to;
        return new Block(
                current.segment,
                new Place(current.segment.name().firstSeq(), scan.isForward() ? to : from),
                scan.threads()
                        .submit(
                                () -> Candidates.in(current.text.lines(start, end), scan.filter(), scan.buffers()),
                                isFirst));
    }

    private boolean hasSegment() {
        return nextSegment >= 0 && nextSegment < segments.size();
    }

    /** The next segment; null when it holds nothing of the time that is asked for. */
    private @Nullable Part open() throws IOException {
        int n = nextSegment;
        nextSegment += scan.step();
        StoredSegment segment = segments.get(n);
        SegmentOpening said = n + 1 < segments.size() ? SegmentOpening.of(segments.get(n + 1), segment.name()) : null;
        Instant from = scan.criteria().query().from();
        Instant to = scan.criteria().query().to();
        if (said != null && !said.mayHave(from, to)) {
            return null;
        }
        SegmentText text = new SegmentText(segment, scan.remarks(), scan.buffers());
        long length = said == null ? text.length() : Math.min(text.length(), said.length());
        Part whole = new Part(segment, text, 0, length);
        Place begin = place;
        if (begin != null && begin.segment() == segment.name().firstSeq()) {
            if (scan.isForward()) {
                whole.from = begin.position();
            } else {
                whole.to = Math.min(length, begin.position());
            }
        }
        return whole;
    }
}
