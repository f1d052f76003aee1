package io.audittrail.verify;

import io.audittrail.line.Chain;
import io.audittrail.line.Digests;
import io.audittrail.line.Seal;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** The hash of the last line, and the one the next line must have. */
final class Link {

    private static final int BYTES = 32;

    private final MessageDigest sha256 = Digests.sha256();
    private final byte[] last = new byte[BYTES];
    private final byte[] expected = new byte[BYTES];
    private final byte[] found = new byte[BYTES];

    /** Before the first line of a stream. */
    Link(String stream) {
        follow(Chain.genesis(stream).head().hash());
    }

    /** The next line follows one with this hash. */
    void follow(String hash) {
        System.arraycopy(HexFormat.of().parseHex(hash), 0, last, 0, BYTES);
    }

    /** The next line follows this one, which has a seal. */
    void follow(byte[] line, int to) {
        Seal.hash(line, to, last);
    }

    /** The next line follows nothing. */
    void followNothing() {
        Arrays.fill(last, (byte) 0);
    }

    /** The hash of the last line. */
    String text() {
        return HexFormat.of().formatHex(last);
    }

    /** Whether this line, which has a seal, follows the last one. */
    boolean fits(byte[] line, int from, int to) {
        try {
            sha256.update(last);
            sha256.update(line, from, to - from - Seal.HASH_PART);
            sha256.digest(expected, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 needs no more than 32 bytes", e);
        }
        Seal.hash(line, to, found);
        return Arrays.equals(expected, found);
    }

    /** The hash that the line should have had which did not fit. */
    String expected() {
        return HexFormat.of().formatHex(expected);
    }
}
