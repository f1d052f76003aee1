package io.audittrail.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What names a record wherever it is copied to: its transaction, and its number in it. Read from the fixed beginning of a
 * line, so that it costs no JSON parser and no value of an application can pass for it.
 */
public record RecordName(String tx, int n) {

    private static final byte[] TX = "tx\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] N = "\",\"n\":".getBytes(StandardCharsets.US_ASCII);
    private static final int TX_LENGTH = 36;
    private static final int MAX_DIGITS = 9;

    /**
     * The name of the record in a line of this stream; null when the line is none, as the ledger's own are.
     *
     * @param stream as {@link LineEncoder#lineStream} gives it
     */
    public static @Nullable RecordName parse(byte[] bytes, int from, int to, byte[] stream) {
        int at = from + LineEncoder.TIMESTAMP_AT + LineEncoder.TIMESTAMP_LENGTH;
        int tx = at + stream.length + TX.length;
        int digits = tx + TX_LENGTH + N.length;
        if (digits >= to
                || !stands(stream, bytes, at)
                || !stands(TX, bytes, at + stream.length)
                || !stands(N, bytes, tx + TX_LENGTH)) {
            return null;
        }
        int n = 0;
        int end = digits;
        while (end < to && end - digits < MAX_DIGITS && bytes[end] >= '0' && bytes[end] <= '9') {
            n = 10 * n + (bytes[end++] - '0');
        }
        return end == digits ? null : new RecordName(new String(bytes, tx, TX_LENGTH, StandardCharsets.US_ASCII), n);
    }

    private static boolean stands(byte[] expected, byte[] bytes, int at) {
        return Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }
}
