package io.audittrail.ledger;

import io.audittrail.ledger.SegmentArchive.StoppedException;
import io.audittrail.line.Seal;
import io.audittrail.segment.SegmentName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has the archivist do his rounds, on a thread that is there only when needed: when a segment was closed,
 * and every minute. To compress a segment takes seconds, for which nobody must wait.
 */
final class Archiving implements Housekeeping.Task {

    private final StreamWriter writer;
    private final SegmentArchive archive;
    private final Archivist archivist;
    private final Reports reports;
    private final Duration patience;
    private final Courier<Archivist> courier;
    private final Every minute;
    private @Nullable Path seen;
    private volatile @Nullable String problem;

    Archiving(StreamWriter writer, SegmentArchive archive, Archivist archivist, Surroundings surroundings) {
        this.writer = writer;
        this.archive = archive;
        this.archivist = archivist;
        this.reports = writer.condition().reports();
        this.patience = surroundings.patience();
        this.minute = new Every(surroundings.clock(), Duration.ofMinutes(1));
        this.courier = surroundings.ownThread()
                ? Courier.onThread("audit-archive-" + writer.settings().stream(), this::attempt)
                : Courier.inPlace(this::attempt);
    }

    /** Why the last round was not done; null when it was. */
    @Nullable
    String problem() {
        return problem;
    }

    @Override
    public void round() {
        Path segment = writer.scribe().segment();
        if (writer.scribe().lastWrite() == null || segment == null) {
            return; // The log has not begun, and its first line is not for the archivist to cause.
        }
        boolean isNew = !segment.equals(seen) && isSynced(segment);
        if (isNew || minute.isDue()) {
            seen = isNew ? segment : seen;
            courier.take(archivist);
        }
    }

    @Override
    public void last() {
        // Stopped before: the archivist needs the writer.
    }

    /** Returns when the archivist has left the files alone for good, in the middle of his work if need be. */
    void stop() {
        archive.stop();
        courier.close(patience);
    }

    private boolean isSynced(Path segment) {
        SegmentName name = SegmentName.parse(String.valueOf(segment.getFileName()));
        Seal synced = writer.syncedHead();
        return name != null && synced != null && synced.seq() >= name.firstSeq() - 1;
    }

    private void attempt(Archivist worker) {
        try {
            worker.round();
            problem = null;
        } catch (StoppedException e) {
            problem = null;
        } catch (IOException | RuntimeException | Error e) {
            if (writer.condition().isSuspended()) {
                return; // What keeps the log from being written is said already.
            }
            problem = "Segments in " + writer.directory().path() + " could not be compressed or removed: " + e;
            reports.report("archive-failed", problem, e);
        }
    }
}
