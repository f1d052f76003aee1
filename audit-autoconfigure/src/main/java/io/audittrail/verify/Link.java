package io.audittrail.verify;

import io.audittrail.line.Chain;
import io.audittrail.line.Seal;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of the last line, and the one the next line must have. */
final class Link {

    private static final int BYTES = 32;

    private final MessageDigest sha256;
    private final byte[] last = new byte[BYTES];
    private final byte[] next = new byte[BYTES];
    private String text;

    /** Before the first line of a stream. */
    Link(String stream) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        text = Chain.genesis(stream).head().hash();
        set(text);
    }

    /** Goes on behind a line with this hash. */
    void set(String hash) {
        text = hash;
        System.arraycopy(HexFormat.of().parseHex(hash), 0, last, 0, BYTES);
    }

    /** The hash of the last line. */
    String text() {
        return text;
    }

    /** Nothing can be continued. */
    void broken() {
        set("0".repeat(2 * BYTES));
    }

    /** The hash of this line, if it follows the last one. */
    String after(byte[] line, int from, int to) {
        try {
            sha256.update(last);
            sha256.update(line, from, to - from - Seal.HASH_PART);
            sha256.digest(next, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 needs no more than 32 bytes", e);
        }
        return HexFormat.of().formatHex(next);
    }
}
