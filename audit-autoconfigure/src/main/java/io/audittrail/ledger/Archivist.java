package io.audittrail.ledger;

import io.audittrail.segment.SegmentName;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the closed segments of a stream: removes those that have reached their age, compresses the others, and
 * removes the oldest while all together are too large. What is removed is said in the log first, and only then is it gone.
 * Never touches the file that is written, nor one whose end may not be on the disk yet. Called by one thread at a time.
 */
final class Archivist {

    /** The writer of the stream, as the archivist knows it. */
    interface Writer {

        /** The file that is written; null while there is none. */
        @Nullable
        Path segment();

        /** The last seq of what the log said before to be removed: that may still be there. */
        long removedSeq();

        /** Up to here everything is on the disk, and will not be written again. */
        long syncedSeq();

        /** Up to here checkpoints vouch for the log, where anybody keeps them; else the highest number. */
        long vouchedSeq();

        /** Writes and syncs a line, or throws. */
        void sayRemoved(Map<String, ?> details) throws IOException;
    }

    private final LedgerDirectory directory;
    private final String stream;
    private final Retention retention;
    private final Clock clock;
    private final Writer writer;
    private final SegmentArchive archive;
    private final Set<SegmentName> leftAlone = new HashSet<>();
    private long removedSeq;
    private boolean begun;

    Archivist(
            LedgerDirectory directory,
            String stream,
            Retention retention,
            Clock clock,
            Writer writer,
            SegmentArchive archive) {
        this.directory = directory;
        this.stream = stream;
        this.retention = retention;
        this.clock = clock;
        this.writer = writer;
        this.archive = archive;
    }

    /** Does what there is to do. A segment that fails keeps the later ones of its kind waiting, not the other work. */
    void round() throws IOException {
        if (Files.notExists(directory.path())) {
            return; // Whoever writes will say so.
        }
        if (!begun) {
            archive.removeUnfinished();
            removedSeq = writer.removedSeq();
            begun = true;
        }
        Attempts attempts = new Attempts();
        attempts.attempt(this::removeOld);
        attempts.attempt(this::compress);
        attempts.attempt(this::removeWhatIsTooMuch);
        attempts.end();
    }

    private void removeOld() throws IOException {
        Duration maxAge = retention.maxAge();
        Instant limit = maxAge == null ? Instant.MIN : clock.instant().minus(maxAge);
        List<StoredSegment> segments = directory.segments(stream);
        for (int i = 0; isRemovable(segments, i); i++) {
            ClosedSegment oldest = ClosedSegment.of(segments.get(i), segments.get(i + 1));
            if (!isAnnounced(oldest) && !oldest.latest().isBefore(limit)) {
                return;
            }
            remove(oldest, "age");
        }
    }

    private void removeWhatIsTooMuch() throws IOException {
        if (retention.maxSize() <= 0) {
            return;
        }
        List<StoredSegment> segments = directory.segments(stream);
        long size = 0;
        for (StoredSegment segment : segments) {
            size += size(segment);
        }
        for (int i = 0; size > retention.maxSize() && isRemovable(segments, i); i++) {
            StoredSegment oldest = segments.get(i);
            size -= size(oldest);
            remove(ClosedSegment.of(oldest, segments.get(i + 1)), "size");
        }
    }

    private void compress() throws IOException {
        List<StoredSegment> segments = directory.segments(stream);
        for (int i = 0; isClosed(segments, i, writer.syncedSeq()); i++) {
            StoredSegment segment = segments.get(i);
            boolean isWanted = retention.compress() || segment.compressed() != null;
            if (segment.plain() == null || !isWanted || leftAlone.contains(segment.name())) {
                continue;
            }
            if (ClosedSegment.of(segment, segments.get(i + 1)).isWhole()) {
                archive.compress(segment);
            } else {
                leftAlone.add(segment.name());
            }
        }
    }

    private boolean isRemovable(List<StoredSegment> segments, int i) {
        return isClosed(segments, i, Math.min(writer.syncedSeq(), writer.vouchedSeq()));
    }

    private boolean isClosed(List<StoredSegment> segments, int i, long upTo) {
        Path segment = writer.segment();
        SegmentName written = segment == null ? null : SegmentName.parse(String.valueOf(segment.getFileName()));
        if (written == null || i + 1 >= segments.size()) {
            return false;
        }
        long next = segments.get(i + 1).name().firstSeq();
        return next <= written.firstSeq() && next - 1 <= upTo;
    }

    private boolean isAnnounced(ClosedSegment segment) {
        return segment.stored().name().firstSeq() <= removedSeq;
    }

    private void remove(ClosedSegment segment, String reason) throws IOException {
        if (!isAnnounced(segment)) {
            writer.sayRemoved(segment.removed(reason));
            removedSeq = segment.endSeq();
        }
        archive.remove(segment.stored());
    }

    private static long size(StoredSegment segment) throws IOException {
        long size = 0;
        for (Path file : new @Nullable Path[] {segment.plain(), segment.compressed()}) {
            size += file == null ? 0 : Files.size(file);
        }
        return size;
    }

    /** Pieces of work that do not keep each other from being done. */
    private static final class Attempts {

        interface Work {
            void run() throws IOException;
        }

        private @Nullable IOException failure;

        void attempt(Work work) {
            try {
                work.run();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }

        void end() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
