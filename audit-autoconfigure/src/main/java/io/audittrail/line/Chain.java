package io.audittrail.line;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The head of a stream, and the one who adds to it. Lines are sealed first and {@link #keep() kept} when they are
 * written; until then {@link #drop()} goes back. Not thread-safe.
 */
public final class Chain {

    private static final int HASH_BYTES = 32;

    private final MessageDigest sha256 = Digests.sha256();
    private final byte[] keptHash = new byte[HASH_BYTES];
    private final byte[] hash = new byte[HASH_BYTES];
    private long keptSeq;
    private long seq;

    private Chain(long seq, byte[] hash) {
        this.seq = seq;
        System.arraycopy(hash, 0, this.hash, 0, HASH_BYTES);
        keep();
    }

    /** Before the first line of a stream. */
    public static Chain genesis(String stream) {
        return new Chain(0, Digests.sha256().digest(("audittrail/1\n" + stream).getBytes(StandardCharsets.UTF_8)));
    }

    public static Chain after(Seal last) {
        return new Chain(last.seq(), HexFormat.of().parseHex(last.hash()));
    }

    /** Where nothing can be continued: the next line follows this seq and a hash of zeros. */
    public static Chain broken(long seq) {
        return new Chain(seq, new byte[HASH_BYTES]);
    }

    /** Ends the line that began at this position of the buffer: its seal, and a newline. */
    public void seal(LineBuffer out, int start) {
        seq++;
        out.append(Seal.SEQ).number(seq);
        try {
            sha256.update(hash);
            sha256.update(out.array(), start, out.length() - start);
            sha256.digest(hash, 0, HASH_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 needs no more than 32 bytes", e);
        }
        out.append(Seal.HASH).hex(hash).append(Seal.END).ascii('\n');
    }

    public void keep() {
        keptSeq = seq;
        System.arraycopy(hash, 0, keptHash, 0, HASH_BYTES);
    }

    public void drop() {
        sha256.reset();
        seq = keptSeq;
        System.arraycopy(keptHash, 0, hash, 0, HASH_BYTES);
    }

    /** Forgets lines that were kept, and taken back from the disk. */
    public void goBackTo(Seal earlier) {
        keptSeq = earlier.seq();
        System.arraycopy(HexFormat.of().parseHex(earlier.hash()), 0, keptHash, 0, HASH_BYTES);
        drop();
    }

    /** The last line that was kept; seq 0 before the first. */
    public Seal head() {
        return new Seal(keptSeq, HexFormat.of().formatHex(keptHash));
    }

    public long seq() {
        return keptSeq;
    }
}
