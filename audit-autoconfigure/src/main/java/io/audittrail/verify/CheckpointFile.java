package io.audittrail.verify;

import io.audittrail.Checkpoint;
import io.audittrail.line.CheckpointText;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of checkpoints, one a line, of one or more streams; as long as it was when the verification began: what comes
 * later speaks of lines that are perhaps not looked at any more. A year of them may be gigabytes, so it is read once for
 * each stream and never held.
 *
 * @param key who must have signed them; null when nobody asks
 */
record CheckpointFile(Path path, long length, @Nullable PublicKey key) {

    private static final byte[] BEGIN = "{\"v\":1,\"checkpoint\":\"".getBytes(StandardCharsets.US_ASCII);

    static CheckpointFile open(Path path, @Nullable PublicKey key) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new FileSystemException(path.toString(), null, Files.exists(path) ? "no plain file" : "no such file");
        }
        return new CheckpointFile(path, Files.size(path), key);
    }

    InputStream read() throws IOException {
        return new FirstBytes(Files.newInputStream(path), length);
    }

    /** Finds what is no checkpoint, and checkpoints of which the stream is gone. */
    void check(Set<String> streams, Damages damages) throws IOException {
        Set<String> gone = new HashSet<>();
        try (InputStream in = read()) {
            ForwardLines lines = new ForwardLines(in);
            while (lines.next()) {
                Checkpoint checkpoint = parse(lines);
                Place place = new Place(path.toString(), lines.number());
                if (checkpoint == null && isUnfinished(lines)) {
                    break;
                } else if (checkpoint == null) {
                    damages.add(place.damage(0, Damage.Kind.MALFORMED_CHECKPOINT, "found no checkpoint"));
                } else if (!streams.contains(checkpoint.stream()) && gone.add(checkpoint.stream())) {
                    damages.add(place.damage(
                            checkpoint.seq(),
                            Damage.Kind.MISSING_STREAM,
                            "expected stream " + checkpoint.stream() + ", found nothing of it"));
                }
            }
        } catch (LongLineException e) {
            damages.add(new Damage(
                    path.toString(), 0, 0, Damage.Kind.MALFORMED_CHECKPOINT, String.valueOf(e.getMessage())));
        }
    }

    static @Nullable Checkpoint parse(ForwardLines lines) {
        return CheckpointText.parse(lines.bytes(), lines.start(), lines.end());
    }

    /** The end of a file to which a line is just being appended, or was when the process was killed. */
    private static boolean isUnfinished(ForwardLines lines) {
        int begun = Math.min(BEGIN.length, lines.end() - lines.start());
        return !lines.isTerminated()
                && Arrays.equals(lines.bytes(), lines.start(), lines.start() + begun, BEGIN, 0, begun);
    }

    /** What each checkpoint of a stream begins with. */
    static byte[] prefix(String stream) {
        return ("{\"v\":1,\"checkpoint\":\"" + stream + '"').getBytes(StandardCharsets.US_ASCII);
    }
}
