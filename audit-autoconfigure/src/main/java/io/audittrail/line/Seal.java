package io.audittrail.line;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The end of a line: its place in the stream, and a hash over it and everything before it. Has a fixed form, so that it
 * is found from the end of a line without parsing JSON.
 *
 * @param hash 64 hexadecimal digits
 */
public record Seal(long seq, String hash) {

    static final byte[] SEQ = ",\"seq\":".getBytes(StandardCharsets.US_ASCII);
    static final byte[] HASH = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
    static final int HASH_DIGITS = 64;

    /** So many bytes at the end of a line are not covered by its hash. */
    public static final int HASH_PART = HASH.length + HASH_DIGITS + END.length;

    private static final int SEQ_DIGITS = 19;

    /** More bytes than any seal has: so much of a line's end is enough for {@link #parse}. */
    public static final int MAX_LENGTH = SEQ.length + SEQ_DIGITS + HASH_PART;

    /** The seal of the line that ends before {@code to}, without its newline; null when there is none. */
    public static @Nullable Seal parse(byte[] bytes, int from, int to) {
        int hashPart = to - HASH_PART;
        int hash = hashPart + HASH.length;
        if (hashPart < from
                || !matches(bytes, hashPart, HASH)
                || !matches(bytes, to - END.length, END)
                || !isHex(bytes, hash, hash + HASH_DIGITS)) {
            return null;
        }
        int digits = hashPart;
        while (digits > from && hashPart - digits < SEQ_DIGITS - 1 && isDigit(bytes[digits - 1])) {
            digits--;
        }
        int seqPart = digits - SEQ.length;
        if (digits == hashPart || bytes[digits] == '0' || seqPart < from || !matches(bytes, seqPart, SEQ)) {
            return null;
        }
        long seq = 0;
        for (int i = digits; i < hashPart; i++) {
            seq = 10 * seq + (bytes[i] - '0');
        }
        return new Seal(seq, new String(bytes, hash, HASH_DIGITS, StandardCharsets.US_ASCII));
    }

    /** Takes the hash, as 32 bytes, from the seal of the line that ends before {@code to}. */
    public static void hash(byte[] line, int to, byte[] target) {
        int at = to - END.length - HASH_DIGITS;
        for (int i = 0; i < HASH_DIGITS / 2; i++) {
            target[i] = (byte) (Character.digit(line[at + 2 * i], 16) << 4 | Character.digit(line[at + 2 * i + 1], 16));
        }
    }

    /** How many bytes it takes at the end of its line. */
    public int length() {
        return SEQ.length + Long.toString(seq).length() + HASH_PART;
    }

    private static boolean matches(byte[] bytes, int at, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(bytes[i]) && (bytes[i] < 'a' || bytes[i] > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
