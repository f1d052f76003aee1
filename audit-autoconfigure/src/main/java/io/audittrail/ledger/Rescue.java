package io.audittrail.ledger;

import io.audittrail.line.Digests;
import io.audittrail.line.Seal;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Saves lines that a failed sync left in doubt. They may have been read already, so they stay what and where they are: they
 * are read back, held to the chain, and written once more in the same place. By a descriptor of its own: the operating
 * system reports a failure once, and to the old one it would say that all is well.
 */
final class Rescue {

    private static final int CHUNK = 64 * 1024;
    private static final int HASH_PART = ",\"hash\":\"".length() + 64 + "\"}".length();

    private final SegmentFile file;
    private final Path path;

    private Rescue(SegmentFile file, Path path) {
        this.file = file;
        this.path = path;
    }

    static void of(Path path, Mark from, Mark to, SegmentFile.Opener files) throws IOException {
        try (SegmentFile fresh = files.open(path)) {
            Rescue rescue = new Rescue(fresh, path);
            rescue.check(from, to);
            rescue.writeAgain(from.length(), to.length());
            fresh.sync();
        }
    }

    private void check(Mark from, Mark to) throws IOException {
        MessageDigest sha256 = Digests.sha256();
        byte[] chunk = new byte[CHUNK];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        Seal head = from.head();
        for (long at = from.length(); at < to.length(); at += CHUNK) {
            int count = read(at, to.length(), chunk);
            int start = 0;
            for (int i = 0; i < count; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, start, i - start);
                    head = next(head, line.toByteArray(), sha256);
                    line.reset();
                    start = i + 1;
                }
            }
            line.write(chunk, start, count - start);
        }
        if (line.size() > 0 || !head.equals(to.head())) {
            throw lost(head, to.head());
        }
    }

    private Seal next(Seal head, byte[] line, MessageDigest sha256) throws IOException {
        Seal seal = Seal.parse(line, 0, line.length);
        if (seal == null || seal.seq() != head.seq() + 1) {
            throw lost(head, seal);
        }
        sha256.update(HexFormat.of().parseHex(head.hash()));
        sha256.update(line, 0, line.length - HASH_PART);
        if (!HexFormat.of().formatHex(sha256.digest()).equals(seal.hash())) {
            throw lost(head, seal);
        }
        return seal;
    }

    private IOException lost(Seal head, @Nullable Seal found) {
        return new IOException("What follows seq " + head.seq() + " in " + path + " is not what was written there"
                + (found == null ? "" : ", up to seq " + found.seq()));
    }

    private void writeAgain(long from, long to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long at = from; at < to; at += CHUNK) {
            file.rewrite(at, chunk, read(at, to, chunk));
        }
    }

    private int read(long at, long to, byte[] chunk) throws IOException {
        int count = (int) Math.min(chunk.length, to - at);
        try {
            file.read(at, chunk, count);
        } catch (EOFException e) {
            throw new IOException(path + " is shorter than what was written to it", e);
        }
        return count;
    }
}
