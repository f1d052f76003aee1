package io.audittrail.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The frame of one gzip member: a header that says how long the member is, so that a reader can hop from one to the next,
 * and a trailer with checksum and length of the text. Every bit of the header is given, so that none can be changed unseen.
 */
final class Member {

    /** FLG.FEXTRA with one subfield "AT" of four bytes, no time, unknown system. */
    private static final byte[] BEGIN = {
        0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 0xff, 8, 0, 'A', 'T', 4, 0,
    };

    static final int HEADER = BEGIN.length + Integer.BYTES;
    static final int TRAILER = 2 * Integer.BYTES;

    private Member() {}

    static byte[] header(long length) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(BEGIN)
                .putInt(Math.toIntExact(length))
                .array();
    }

    static byte[] trailer(long crc, long textLength) {
        return ByteBuffer.allocate(TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc)
                .putInt((int) textLength)
                .array();
    }

    /** The length of the whole member that begins so. */
    static int length(byte[] header, long offset) throws DamagedGzipException {
        if (!Arrays.equals(header, 0, BEGIN.length, BEGIN, 0, BEGIN.length)) {
            throw new DamagedGzipException(offset, "has another header than the audit log writes");
        }
        int length = little(header, BEGIN.length);
        if (length <= HEADER + TRAILER) {
            throw new DamagedGzipException(offset, "has a header with an impossible length, " + length);
        }
        return length;
    }

    /** Requires that a trailer fits the text before it. */
    static void check(byte[] bytes, int trailer, long crc, long textLength, long offset) throws DamagedGzipException {
        if (little(bytes, trailer) != (int) crc) {
            throw new DamagedGzipException(offset, "has another checksum than its text");
        }
        if (little(bytes, trailer + Integer.BYTES) != (int) textLength) {
            throw new DamagedGzipException(offset, "says another length than its text has");
        }
    }

    /** The length of the text, as the trailer has it. */
    static long textLength(byte[] bytes, int trailer) {
        return Integer.toUnsignedLong(little(bytes, trailer + Integer.BYTES));
    }

    private static int little(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }
}
