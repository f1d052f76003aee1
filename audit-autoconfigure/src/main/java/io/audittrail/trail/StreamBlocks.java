package io.audittrail.trail;

import io.audittrail.AuditQuery;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of one stream, block by block, in the order of writing or the other way: small blocks first, for those who want
 * the newest few, then larger ones, and those ahead of time. Not thread-safe.
 */
final class StreamBlocks {

    static final int FIRST_BLOCK = 64 * 1024;
    private static final int MOST_BLOCK = 1024 * 1024;

    /** Lines that are being looked for, and where the next ones are to be had. */
    record Block(StoredSegment segment, Place behind, ReadAhead.Result<Candidates> candidates) {}

    private final List<StoredSegment> segments;
    private final Scan scan;
    private final @Nullable Place from;
    private final Deque<Block> ahead = new ArrayDeque<>();
    private int nextSegment;
    private @Nullable Part part;
    private int blockSize = FIRST_BLOCK;
    private boolean began;
    private boolean stopped;

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
    StreamBlocks(List<StoredSegment> segments, Scan scan, @Nullable Place from) {
        this.segments = segments;
        this.scan = scan;
        this.from = from;
        this.nextSegment = scan.isForward() ? 0 : segments.size() - 1;
        while (from != null && hasSegment() && isPassed(segments.get(nextSegment), from)) {
            nextSegment += scan.step();
        }
    }

    private boolean isPassed(StoredSegment segment, Place place) {
        long firstSeq = segment.name().firstSeq();
        return scan.isForward() ? firstSeq < place.segment() : firstSeq > place.segment();
    }

    /** The next block; null when there is none, or enough has been read. */
    @Nullable
    Block next() throws IOException {
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

    /** Whether there may be more, and enough has been read. */
    boolean isStopped() {
        return stopped;
    }

    /** Stops reading ahead. */
    void close() {
        ahead.forEach(each -> each.candidates().cancel());
        ahead.clear();
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
        long start = scan.isForward()
                ? current.from
                : Math.max(current.from, current.text.startBefore(current.to, blockSize));
        long end = scan.isForward() ? Math.min(current.to, current.text.endAfter(current.from, blockSize)) : current.to;
        if (scan.isForward()) {
            current.from = end;
        } else {
            current.to = start;
        }
        blockSize = Math.min(MOST_BLOCK, 2 * blockSize);
        scan.budget().spend(end - start);
        return new Block(
                current.segment,
                new Place(current.segment.name().firstSeq(), scan.isForward() ? end : start),
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
        AuditQuery query = scan.criteria().query();
        if (said != null && !said.mayHave(query.from(), query.to())) {
            return null;
        }
        SegmentText text = new SegmentText(segment, scan.remarks(), scan.buffers());
        long length = said == null ? text.length() : Math.min(text.length(), said.length());
        Part whole = new Part(segment, text, 0, length);
        if (from != null && from.segment() == segment.name().firstSeq()) {
            if (scan.isForward()) {
                whole.from = from.position();
            } else {
                whole.to = Math.min(length, from.position());
            }
        }
        return whole;
    }
}
