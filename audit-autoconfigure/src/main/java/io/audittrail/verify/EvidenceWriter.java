package io.audittrail.verify;

import io.audittrail.AuditGap;
import io.audittrail.Checkpoint;
import io.audittrail.line.LineEncoder;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one file of evidence. Reads in constant memory, and a log that is being written too. Not thread-safe. */
final class EvidenceWriter {

    private static final int BLOCK = 64 * 1024;

    private static final int MOST_SEGMENTS = 50_000;

    private final Path directory;
    private final Span span;
    private final @Nullable CheckpointFile checkpoints;
    private final Instant now;
    private final Path file;
    private final ZipWriter zip;

    /** @param checkpoints as they were before anything else was looked at: what they speak of is in the log already */
    EvidenceWriter(
            Path directory,
            Span span,
            @Nullable CheckpointFile checkpoints,
            Instant now,
            Path file,
            FileChannel channel) {
        this.directory = directory;
        this.span = span;
        this.checkpoints = checkpoints;
        this.now = now;
        this.file = file;
        this.zip = new ZipWriter(channel);
    }

    /** Fails where there is nothing to take, or more than the verifier would read. */
    private List<Slice> choose() throws IOException {
        SegmentDirectory found = SegmentDirectory.listTwice(directory);
        if (found.streams().isEmpty()) {
            throw new IOException("there is no audit log in " + directory);
        }
        List<Slice> slices = Slice.choose(found, span);
        if (slices.isEmpty()) {
            throw new IOException("no segment in " + directory + " can hold a line of the time from " + span);
        }
        if (slices.stream().mapToInt(slice -> slice.to() - slice.from()).sum() > MOST_SEGMENTS) {
            throw new IOException("more than " + MOST_SEGMENTS + " segments in " + directory
                    + " can hold a line of the time from " + span);
        }
        return slices;
    }

    /** The whole directory. */
    @FunctionalInterface
    interface Log {
        Verification verify() throws IOException;
    }

    /**
     * Takes the segments first and verifies the log then: what retention had removed before, the log tells. The other way
     * round a start would seem to be missing that went between the two.
     */
    Evidence.Exported write(Log whole) throws IOException {
        List<Slice> slices = choose();
        zip.add(EvidenceContent.README, EvidenceReadme.TEXT.getBytes(StandardCharsets.UTF_8));
        for (Slice slice : slices) {
            segments(slice);
        }
        if (checkpoints != null) {
            checkpoints(checkpoints, slices);
        }
        zip.finish();
        Verification log = whole.verify();
        Set<String> beginningLater = slices.stream()
                .filter(slice -> earlier(slice, log) != null)
                .map(Slice::stream)
                .collect(Collectors.toSet());
        Set<String> goingOn =
                slices.stream().filter(Slice::hasNewer).map(Slice::stream).collect(Collectors.toSet());
        try (EvidenceContent content = EvidenceContent.open(file)) {
            PublicKey key = checkpoints == null ? null : checkpoints.key();
            Verification found = content.verify(key, beginningLater::contains, Set.of());
            List<AuditGap> gaps = content.gaps(beginningLater::contains, goingOn::contains);
            zip.add(EvidenceContent.POLICIES, true, out -> {
                for (Slice slice : slices) {
                    PolicyLines.write(slice.all(), slice.from(), content.segments(slice.stream()), out);
                }
            });
            zip.add(EvidenceContent.GAPS, true, out -> {
                for (AuditGap gap : gaps) {
                    out.write(LineEncoder.json(Summary.of(gap)));
                    out.write('\n');
                }
            });
            zip.add(EvidenceContent.REPORT, report(log, found));
            zip.add(EvidenceContent.MANIFEST, manifest(slices, log, found).json());
            zip.seal();
            return new Evidence.Exported(log, found);
        }
    }

    private void segments(Slice slice) throws IOException {
        for (int i = slice.from(); i < slice.to(); i++) {
            boolean isLast = i == slice.all().size() - 1;
            slice.all().get(i).now(segment -> add(segment, isLast));
        }
    }

    /** Returns what it was given. */
    private StoredSegment add(StoredSegment segment, boolean isLast) throws IOException {
        String name = String.valueOf(segment.path().getFileName());
        try (InputStream file = segment.openFile()) {
            InputStream in = isLast && !segment.isCompressed() ? wholeLines(file, segment.path()) : file;
            zip.add(name, !segment.isCompressed(), in::transferTo);
        }
        return segment;
    }

    /** The end of a file that is being written may be half a line. */
    private static InputStream wholeLines(InputStream in, Path segment) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] block = new byte[BLOCK];
            long end = channel.size();
            while (end > 0) {
                long from = Math.max(0, end - BLOCK);
                int count = new FileRegion(channel, from, end).readNBytes(block, 0, BLOCK);
                while (count > 0) {
                    if (block[--count] == '\n') {
                        return new FirstBytes(in, from + count + 1);
                    }
                }
                end = from;
            }
            return InputStream.nullInputStream();
        }
    }

    /** Those that can be held against the segments. Where the log ends, those behind its end too: they show that it was cut. */
    private void checkpoints(CheckpointFile all, List<Slice> slices) throws IOException {
        Map<String, Slice> streams = new LinkedHashMap<>();
        slices.forEach(slice -> streams.put(slice.stream(), slice));
        zip.add(EvidenceContent.CHECKPOINTS, true, out -> {
            try (InputStream in = all.read()) {
                ForwardLines lines = new ForwardLines(in);
                while (lines.next()) {
                    Checkpoint checkpoint = CheckpointFile.parse(lines);
                    Slice slice = checkpoint == null ? null : streams.get(checkpoint.stream());
                    if (checkpoint != null
                            && slice != null
                            && checkpoint.seq() >= slice.firstSeq() - 1
                            && checkpoint.seq() <= slice.lastSeq()) {
                        out.write(lines.bytes(), lines.start(), lines.end() - lines.start());
                        out.write('\n');
                    }
                }
            } catch (LongLineException e) {
                // The report says so.
            }
        });
        PublicKey key = all.key();
        if (key != null) {
            String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key.getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
            zip.add(EvidenceContent.KEY, pem.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private byte[] report(Verification log, Verification found) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("at", now.toString());
        report.put("version", version());
        report.put("log", Summary.of(log));
        report.put("segments", Summary.of(found));
        return LineEncoder.json(report);
    }

    private Manifest manifest(List<Slice> slices, Verification log, Verification found) {
        List<Manifest.Part> parts = new ArrayList<>();
        for (Slice slice : slices) {
            StreamVerification stream = Objects.requireNonNull(found.stream(slice.stream()));
            parts.add(new Manifest.Part(
                    slice.stream(),
                    stream.firstSeq(),
                    stream.lastSeq(),
                    earlier(slice, log),
                    slice.hasNewer() ? Manifest.LEFT_OUT : null));
        }
        return new Manifest(now, version(), span, parts, zip.contents());
    }

    private static @Nullable String earlier(Slice slice, Verification log) {
        if (slice.hasOlder()) {
            return Manifest.LEFT_OUT;
        }
        StreamVerification whole = log.stream(slice.stream());
        boolean begins = slice.firstSeq() == 1; // Retention may have removed it since it was taken.
        return !begins && whole != null && whole.startRemoved() ? Manifest.REMOVED : null;
    }

    private static @Nullable String version() {
        return EvidenceWriter.class.getPackage().getImplementationVersion();
    }
}
