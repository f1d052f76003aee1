package io.audittrail.trail;

import io.audittrail.line.Seal;
import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a log, believed and not verified: of each segment its first line is read, which tells of the one before,
 * and of the newest one its end.
 */
public final class LogInventory {

    private static final int BLOCK = 64 * 1024;

    private LogInventory() {}

    /**
     * A stream.
     *
     * @param hash of its last line; null when it has none
     */
    public record Stored(String stream, @Nullable String hash, List<Part> parts) {

        public Stored {
            parts = List.copyOf(parts);
        }

        public long firstSeq() {
            return parts.get(0).firstSeq();
        }

        public long lastSeq() {
            return parts.get(parts.size() - 1).lastSeq();
        }

        public @Nullable Instant firstTime() {
            return some(Part::firstTime).min(Comparator.naturalOrder()).orElse(null);
        }

        public @Nullable Instant lastTime() {
            return some(Part::lastTime).max(Comparator.naturalOrder()).orElse(null);
        }

        public long bytes() {
            return parts.stream().mapToLong(Part::bytes).sum();
        }

        private Stream<Instant> some(Function<Part, @Nullable Instant> time) {
            return parts.stream().map(time).filter(Objects::nonNull).map(Objects::requireNonNull);
        }
    }

    /**
     * A segment.
     *
     * @param lastSeq one less than the first when it has no line
     * @param firstTime the earliest of its times, as far as it is told; of the newest segment, that of its first line
     * @param lastTime the latest of its times, or that of its last line
     * @param bytes of its file
     * @param active whether it is the newest
     */
    public record Part(
            long firstSeq,
            long lastSeq,
            @Nullable Instant firstTime,
            @Nullable Instant lastTime,
            long bytes,
            boolean compressed,
            boolean active) {}

    private record FirstLine(
            @Nullable Instant time, @Nullable ControlLine control) {

        static final FirstLine NONE = new FirstLine(null, null);

        /** What it says of the segment before; empty when that is another one. */
        Map<?, ?> previous(StoredSegment before) {
            Map<?, ?> previous = control == null ? Map.of() : control.previous();
            return before.name().plain().equals(previous.get("file")) ? previous : Map.of();
        }
    }

    private record End(
            @Nullable Seal seal,
            @Nullable Instant earliest,
            @Nullable Instant latest) {}

    /** A segment's file, as it lies there now. */
    private record FileNow(long bytes, boolean isCompressed) {}

    /** All streams of a directory, in the order of their names. */
    public static List<Stored> of(Path directory) throws IOException {
        List<Stored> streams = new ArrayList<>();
        for (Map.Entry<String, List<StoredSegment>> stream :
                TrailSegments.list(directory).entrySet()) {
            streams.add(stored(stream.getKey(), stream.getValue()));
        }
        streams.removeIf(stream -> stream.parts().isEmpty());
        return streams;
    }

    private static Stored stored(String stream, List<StoredSegment> segments) throws IOException {
        List<Part> parts = new ArrayList<>();
        String hash = null;
        FirstLine first = firstLine(segments.get(0));
        for (int i = 0; i < segments.size(); i++) {
            StoredSegment segment = segments.get(i);
            boolean isLast = i + 1 == segments.size();
            FirstLine next = isLast ? FirstLine.NONE : firstLine(segments.get(i + 1));
            End end = end(segment, first, next);
            FileNow file = fileNow(segment);
            if (file != null) {
                long firstSeq = segment.name().firstSeq();
                hash = end.seal() == null ? hash : end.seal().hash();
                parts.add(new Part(
                        firstSeq,
                        end.seal() == null ? firstSeq - 1 : end.seal().seq(),
                        end.earliest(),
                        end.latest(),
                        file.bytes(),
                        file.isCompressed(),
                        isLast));
            }
            first = next;
        }
        return new Stored(stream, hash, parts);
    }

    private static End end(StoredSegment segment, FirstLine first, FirstLine next) throws IOException {
        Map<?, ?> told = next.previous(segment);
        Instant earliest = Times.of(told.get("earliest"));
        Instant latest = Times.of(told.get("latest"));
        return told.get("seq") instanceof Long seq
                        && told.get("hash") instanceof String hash
                        && earliest != null
                        && latest != null
                ? new End(new Seal(seq, hash), earliest, latest)
                : read(segment, first);
    }

    /** From the end of the file, no further than the longest line. */
    private static End read(StoredSegment segment, FirstLine first) throws IOException {
        SegmentText text = new SegmentText(segment, new Remarks(), new Buffers());
        long length = text.length();
        long start;
        for (long end = length; end > Math.max(0, length - SegmentText.MAX_LINE); end = start) {
            start = text.startBefore(end, BLOCK);
            TextBlock lines = text.lines(start, end);
            for (int to = lines.end(); to > lines.start(); ) {
                int from = Math.max(lines.start(), 1 + TextBlock.lastNewline(lines.bytes(), to - 1));
                Seal seal = Seal.parse(lines.bytes(), from, to - 1);
                if (seal != null) {
                    return new End(seal, first.time(), Times.ofLine(lines.bytes(), from));
                }
                to = from;
            }
        }
        return new End(null, first.time(), null);
    }

    private static FirstLine firstLine(StoredSegment segment) throws IOException {
        try (InputStream in = TrailSegments.open(segment)) {
            ForwardLines lines = new ForwardLines(in, SegmentText.MAX_LINE);
            return lines.next()
                    ? new FirstLine(
                            Times.ofLine(lines.bytes(), lines.start()),
                            ControlLine.parse(lines.bytes(), lines.start(), lines.end()))
                    : FirstLine.NONE;
        } catch (DamagedGzipException | LongLineException e) {
            return FirstLine.NONE;
        }
    }

    /** Null when it was removed meanwhile. */
    private static @Nullable FileNow fileNow(StoredSegment segment) throws IOException {
        try {
            return segment.now(each -> new FileNow(each.size(), each.isCompressed()));
        } catch (NoSuchFileException removed) {
            return null;
        }
    }
}
