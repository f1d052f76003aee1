package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.segment.StoredSegment;
import io.audittrail.trail.StreamBlocks.Block;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one stream that answer a query, one at a time, in the order of writing or the other way, and where to go on
 * behind each. Not thread-safe.
 */
final class StreamScan {

    private final Scan scan;
    private final StreamBlocks blocks;
    private @Nullable Place place;
    private @Nullable Block block;
    private int candidate;
    private @Nullable AuditRecord record;

    /**
     * @param segments of one stream, oldest first
     * @param from where to go on; null for the end that comes first
     */
    StreamScan(List<StoredSegment> segments, Scan scan, @Nullable Place from) {
        this.scan = scan;
        this.blocks = new StreamBlocks(segments, scan, from);
        this.place = from;
    }

    /** Whether there is another record. */
    boolean advance() throws IOException {
        record = null;
        while (true) {
            Block current = block;
            if (current == null) {
                current = blocks.next();
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
        return isStopped() || scan.isForward() ? place : null;
    }

    /** Whether there may be more, and enough has been read. */
    boolean isStopped() {
        return blocks.isStopped();
    }

    /** Stops reading ahead. */
    void close() {
        blocks.close();
    }
}
