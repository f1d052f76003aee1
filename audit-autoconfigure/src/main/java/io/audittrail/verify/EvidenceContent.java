package io.audittrail.verify;

import io.audittrail.AuditGap;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import io.audittrail.trail.FileAuditTrail;
import io.audittrail.trail.TypeNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the segments in a file of evidence say. They are read in place, as those of a directory are. */
final class EvidenceContent implements AutoCloseable {

    static final String README = "README.txt";
    static final String CHECKPOINTS = "checkpoints.jsonl";
    static final String KEY = "public-key.pem";
    static final String POLICIES = "policies.jsonl";
    static final String GAPS = "gaps.jsonl";
    static final String REPORT = "report.json";
    static final String MANIFEST = "manifest.json";

    private final FileSystem zip;
    private final Path root;
    private final SegmentDirectory segments;

    private EvidenceContent(FileSystem zip) throws IOException {
        this.zip = zip;
        this.root = zip.getPath("/");
        this.segments = SegmentDirectory.list(root);
    }

    static EvidenceContent open(Path file) throws IOException {
        FileSystem zip = FileSystems.newFileSystem(file);
        try {
            return new EvidenceContent(zip);
        } catch (IOException | RuntimeException | Error e) {
            zip.close();
            throw e;
        }
    }

    Collection<String> streams() {
        return segments.streams();
    }

    List<StoredSegment> segments(String stream) {
        return segments.segments(stream);
    }

    boolean has(String name) {
        return Files.exists(zip.getPath(name));
    }

    InputStream read(String name) throws IOException {
        return Files.newInputStream(zip.getPath(name));
    }

    PublicKey key() throws IOException {
        return KeyFile.read(zip.getPath(KEY));
    }

    /**
     * @param key who must have signed the checkpoints; null when nobody asks
     * @param beginsLater whether older lines of a stream are elsewhere
     * @param garbled streams that are left out, since they cannot be unpacked
     */
    Verification verify(@Nullable PublicKey key, Predicate<String> beginsLater, Set<String> garbled)
            throws IOException {
        CheckpointFile pins = has(CHECKPOINTS) ? CheckpointFile.open(zip.getPath(CHECKPOINTS), key) : null;
        List<StreamVerification> found = new ArrayList<>();
        for (String stream : streams()) {
            if (!garbled.contains(stream)) {
                found.add(
                        beginsLater.test(stream)
                                ? SegmentsCheck.ofPart(stream, segments(stream), pins, FileProgress.untold())
                                : SegmentsCheck.of(stream, segments(stream), pins, FileProgress.untold()));
            }
        }
        Damages others = new Damages();
        if (pins != null) {
            pins.check(Set.copyOf(streams()), others);
        }
        return new Verification(List.copyOf(found), others.first(), others.count());
    }

    /**
     * Those that the segments tell of. That older and newer lines are elsewhere is none.
     *
     * @param goesOn whether newer lines of a stream are elsewhere
     */
    List<AuditGap> gaps(Predicate<String> beginsLater, Predicate<String> goesOn) throws IOException {
        try {
            List<AuditGap> gaps = new ArrayList<>(new FileAuditTrail(root, goesOn, TypeNames.AS_THEY_ARE).gaps());
            gaps.removeIf(gap -> beginsLater.test(gap.stream()) && isBeforeFirst(gap));
            return gaps;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean isBeforeFirst(AuditGap gap) {
        long firstSeq = segments(gap.stream()).get(0).name().firstSeq();
        return gap.kind() == AuditGap.Kind.MISSING && gap.seq() == firstSeq && gap.records() == firstSeq - 1;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
