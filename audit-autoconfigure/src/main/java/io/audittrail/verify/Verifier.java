package io.audittrail.verify;

import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a log is whole: every byte, every link, and every checkpoint in its place. The chain alone shows what was
 * changed, moved, inserted or taken out; that the end was cut off, or all of it written anew, only checkpoints show that
 * were kept elsewhere. Reads in constant memory, and a log that is being written too. Immutable.
 */
public final class Verifier {

    private static final int ATTEMPTS = 10;

    private final @Nullable Path checkpoints;
    private final @Nullable PublicKey key;
    private final Progress progress;

    private Verifier(@Nullable Path checkpoints, @Nullable PublicKey key, Progress progress) {
        this.checkpoints = checkpoints;
        this.key = key;
        this.progress = progress;
    }

    /** Checks the chain alone. */
    public static Verifier ofChain() {
        return new Verifier(null, null, (bytes, of) -> {});
    }

    /** Checks each checkpoint in this file too, one a line, but not who made it. */
    public Verifier withCheckpoints(Path file) {
        return new Verifier(file, null, progress);
    }

    /** Checks each checkpoint in this file too, and that it was signed with the key that belongs to this Ed25519 key. */
    public Verifier withCheckpoints(Path file, PublicKey signer) {
        return new Verifier(file, signer, progress);
    }

    /** Tells how far it has come; only of a directory, where it is known how much there is. */
    public Verifier reportingTo(Progress other) {
        return new Verifier(checkpoints, key, other);
    }

    /** Verifies all streams in a directory. An exception says that something could not be read. */
    public Verification directory(Path directory) throws IOException {
        CheckpointFile pins = checkpointFile();
        SegmentDirectory found = SegmentDirectory.listTwice(directory);
        Damages others = new Damages();
        for (Path file : found.notPlain()) {
            others.add(new Damage(
                    String.valueOf(file.getFileName()), 0, 0, Damage.Kind.NOT_A_FILE, "expected a file, found none"));
        }
        FileProgress files = FileProgress.of(found, progress);
        List<StreamVerification> streams = new ArrayList<>();
        for (String stream : found.streams()) {
            streams.add(verify(stream, found.segments(stream), directory, pins, files));
        }
        files.end();
        return result(streams, others, pins);
    }

    /**
     * Retention may remove segments while they are verified, and compression may hide one while a directory is listed; and a
     * segment that was begun meanwhile may say that the end of the one before does not count. Then what seems to be damage
     * may be none, and is looked at once more.
     */
    static StreamVerification verify(
            String stream,
            List<StoredSegment> listed,
            Path directory,
            @Nullable CheckpointFile pins,
            FileProgress progress)
            throws IOException {
        List<StoredSegment> segments = listed;
        StreamVerification result = SegmentsCheck.of(stream, segments, pins, progress);
        boolean hasGrown = false;
        for (int i = 0; i < ATTEMPTS && result.damageCount() > 0; i++) {
            List<StoredSegment> now = SegmentDirectory.list(directory).segments(stream);
            boolean grows = SegmentDirectory.hasOnlyGrown(segments, now);
            if (now.isEmpty() || now.equals(segments) || (grows && hasGrown)) {
                break; // Then it is damage.
            }
            hasGrown |= grows;
            segments = now;
            result = SegmentsCheck.of(stream, segments, pins, progress);
        }
        return result;
    }

    /** Verifies lines of one or more streams that come without their files, as the mirror ships them. */
    public Verification lines(InputStream in) throws IOException {
        CheckpointFile pins = checkpointFile();
        Damages others = new Damages();
        return result(new LinesCheck(pins, others).of(in), others, pins);
    }

    private @Nullable CheckpointFile checkpointFile() throws IOException {
        return checkpoints == null ? null : CheckpointFile.open(checkpoints, key);
    }

    private static Verification result(List<StreamVerification> streams, Damages others, @Nullable CheckpointFile pins)
            throws IOException {
        if (pins != null) {
            Set<String> names = new HashSet<>();
            streams.forEach(stream -> names.add(stream.stream()));
            pins.check(names, others);
        }
        return new Verification(List.copyOf(streams), others.first(), others.count());
    }
}
