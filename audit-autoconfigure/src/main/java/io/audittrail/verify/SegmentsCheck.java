package io.audittrail.verify;

import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the segments of one stream, oldest first, while somebody may write, compress and remove them. */
final class SegmentsCheck {

    /** A writer that is held up in the middle of a line comes on by then, mostly. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(250).toNanos();

    private static final long STEP_MILLIS = 20;

    private final List<StoredSegment> segments;
    private final StreamCheck check;
    private final FileProgress progress;

    /** Lines of the last segment that were checked. */
    private long checked;

    private SegmentsCheck(List<StoredSegment> segments, StreamCheck check, FileProgress progress) {
        this.segments = new ArrayList<>(segments);
        this.check = check;
        this.progress = progress;
    }

    static StreamVerification of(
            String stream, List<StoredSegment> segments, @Nullable CheckpointFile checkpoints, FileProgress progress)
            throws IOException {
        try (StreamCheck check = new StreamCheck(stream, true, checkpoints)) {
            return new SegmentsCheck(segments, check, progress).all();
        }
    }

    /** Of segments that were taken from a longer log, whose older ones are elsewhere. */
    static StreamVerification ofPart(
            String stream, List<StoredSegment> segments, @Nullable CheckpointFile checkpoints, FileProgress progress)
            throws IOException {
        try (StreamCheck check = new StreamCheck(stream, true, checkpoints)) {
            check.mayBeginLater();
            return new SegmentsCheck(segments, check, progress).all();
        }
    }

    private StreamVerification all() throws IOException {
        Place end = new Place("", 0);
        for (int i = 0; i < segments.size(); i++) {
            end = segment(i, 0);
        }
        while (check.isStartMissing()) {
            Place further = newer();
            if (further == null) {
                break;
            }
            end = further;
        }
        return check.end(end);
    }

    /**
     * Segments may have been removed since they were listed, and the line that says so may stand in a newer one. Returns
     * where that ends; null when there is none.
     */
    private @Nullable Place newer() throws IOException {
        int last = segments.size() - 1;
        segments.addAll(SegmentDirectory.after(segments.get(last)));
        if (segments.size() == last + 1) {
            return null;
        }
        Place end = segment(last, checked);
        for (int i = last + 1; i < segments.size(); i++) {
            end = segment(i, 0);
        }
        return end;
    }

    /**
     * Returns where the segment ends.
     *
     * @param before lines that were checked already
     */
    private Place segment(int i, long before) throws IOException {
        StoredSegment listed = segments.get(i);
        checked = before;
        if (before == 0 && listed.plain() != null && listed.compressed() != null) {
            compare(listed);
        }
        try {
            return listed.now(segment -> read(i, segment));
        } catch (NoSuchFileException e) {
            // Removed by retention meanwhile; what else it may be, the next line shows.
            return new Place(fileName(listed), 0);
        }
    }

    private Place read(int i, StoredSegment segment) throws IOException {
        try (InputStream in = progress.open(segment)) {
            long counting = Opening.countingBytes(segments, i);
            ForwardLines lines = new ForwardLines(counting == Opening.ALL ? in : new FirstBytes(in, counting));
            return read(i, segment, lines, in, counting);
        }
    }

    private Place read(int i, StoredSegment segment, ForwardLines lines, InputStream in, long counting)
            throws IOException {
        String file = fileName(segment);
        boolean isLast = i == segments.size() - 1;
        try {
            while (lines.next()) {
                Place place = new Place(file, lines.number());
                if (!lines.isTerminated()) {
                    if (!isLast || segment.isCompressed() || !changes(segment, lines.endOffset())) {
                        torn(lines, place);
                    }
                    return place;
                }
                if (lines.number() > checked) {
                    check.line(
                            lines.bytes(),
                            lines.start(),
                            lines.end(),
                            place,
                            lines.number() == 1 ? segment.name() : null);
                    checked++;
                }
            }
            if (lines.number() == 0) {
                empty(segment, file);
            }
            if (counting < Opening.ALL) {
                countedAll(lines, in, counting, file);
            }
        } catch (DamagedGzipException e) {
            check.lost(here(file, lines, Damage.Kind.DAMAGED_GZIP, e));
        } catch (LongLineException e) {
            check.lost(here(file, lines, Damage.Kind.LONG_LINE, e));
        }
        return new Place(file, lines.number());
    }

    private Damage here(String file, ForwardLines lines, Damage.Kind kind, IOException e) {
        return new Damage(file, lines.number() + 1, check.seq() + 1, kind, String.valueOf(e.getMessage()));
    }

    /** A crash may leave an empty file; where lines should have been, it hides them. */
    private void empty(StoredSegment segment, String file) {
        if (segment.name().firstSeq() > check.seq() + 1) {
            check.lost(new Damage(
                    file,
                    0,
                    check.seq() + 1,
                    Damage.Kind.MISSING_LINES,
                    "the file is empty; the lines from seq " + (check.seq() + 1) + " on are missing"));
        }
    }

    private void countedAll(ForwardLines lines, InputStream in, long counting, String file) throws IOException {
        if (lines.endOffset() < counting) {
            check.lost(new Damage(
                    file,
                    lines.number(),
                    check.seq(),
                    Damage.Kind.MISSING_LINES,
                    "expected " + counting + " bytes, as the next segment says, found " + lines.endOffset()));
        }
        in.transferTo(OutputStream.nullOutputStream()); // What does not count has to be readable all the same.
    }

    private void torn(ForwardLines lines, Place place) {
        check.lost(place.damage(
                check.seq() + 1,
                Damage.Kind.TORN_LINE,
                "expected a newline behind " + (lines.end() - lines.start()) + " bytes, found the end"));
    }

    /** The end of a file that is just being written grows, or is cut off when the write has failed. */
    private static boolean changes(StoredSegment segment, long length) throws IOException {
        long begin = System.nanoTime();
        try {
            while (System.nanoTime() - begin < PATIENCE_NANOS) {
                Thread.sleep(STEP_MILLIS);
                if (segment.size() != length) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return true; // Compressed or removed meanwhile.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void compare(StoredSegment segment) throws IOException {
        String file = segment.name().compressed();
        try (InputStream plain = new StoredSegment(segment.name(), segment.plain(), null).open();
                InputStream compressed = new StoredSegment(segment.name(), null, segment.compressed()).open()) {
            long same = Copies.difference(plain, compressed);
            if (same >= 0) {
                check.damaged(new Damage(
                        file,
                        0,
                        segment.name().firstSeq(),
                        Damage.Kind.COPIES_DIFFER,
                        "expected the bytes of " + segment.name().plain() + ", found others from byte " + same
                                + " on"));
            }
        } catch (DamagedGzipException e) {
            check.damaged(new Damage(
                    file, 0, segment.name().firstSeq(), Damage.Kind.DAMAGED_GZIP, String.valueOf(e.getMessage())));
        } catch (NoSuchFileException e) {
            // The plain one has gone meanwhile, as it should.
        }
    }

    private static String fileName(StoredSegment segment) {
        return String.valueOf(segment.path().getFileName());
    }
}
