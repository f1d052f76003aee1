package io.audittrail.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What stands around the files in a zip file. Of all the forms that zip knows we write one, with sizes of 64 bits and no
 * times, so that the frame follows from the files alone: a reader can make it again and compare each byte, and no two
 * programs can see different files in it.
 */
final class ZipFrame {

    private static final short VERSION = 45;
    private static final int UNIX = 3 << 8;
    private static final int OWNER_READS_AND_WRITES = 0100600 << 16;
    private static final short DEFLATED = 8;
    private static final short NO_TIME = 0;
    private static final short NO_DATE = 0x21;
    private static final short LARGE = 1;
    private static final int ELSEWHERE = -1;

    private static final int HEADER = 30;
    private static final int HEADER_EXTRA = 20;
    private static final int DIRECTORY_ENTRY = 46;
    private static final int DIRECTORY_EXTRA = 28;
    private static final int LARGE_END = 56;
    private static final int LOCATOR = 20;
    static final int END = 22;

    private static final String SAYS = "SHA-256 of all bytes before this line: ";
    private static final int DIGITS = 64;

    /** The length of the comment, which ends the file. */
    static final int COMMENT = SAYS.length() + DIGITS;

    /** The length of all that follows the directory. */
    static final int TAIL = LARGE_END + LOCATOR + END + COMMENT;

    private ZipFrame() {}

    static int headerLength(String name) {
        return HEADER + name.length() + HEADER_EXTRA;
    }

    /** What stands before the bytes of a file. */
    static byte[] header(PackedFile file) {
        return begin(headerLength(file.name()), 0x04034b50)
                .putShort(VERSION)
                .put(common(file, HEADER_EXTRA))
                .put(ascii(file.name()))
                .putShort(LARGE)
                .putShort((short) (HEADER_EXTRA - 4))
                .putLong(file.size())
                .putLong(file.packed())
                .array();
    }

    /** What the directory says of a file. */
    static byte[] directoryEntry(PackedFile file) {
        return begin(DIRECTORY_ENTRY + file.name().length() + DIRECTORY_EXTRA, 0x02014b50)
                .putShort((short) (UNIX | VERSION))
                .putShort(VERSION)
                .put(common(file, DIRECTORY_EXTRA))
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(OWNER_READS_AND_WRITES)
                .putInt(ELSEWHERE)
                .put(ascii(file.name()))
                .putShort(LARGE)
                .putShort((short) (DIRECTORY_EXTRA - 4))
                .putLong(file.size())
                .putLong(file.packed())
                .putLong(file.offset())
                .array();
    }

    private static byte[] common(PackedFile file, int extra) {
        return little(24)
                .putShort((short) 0)
                .putShort(file.deflated() ? DEFLATED : 0)
                .putShort(NO_TIME)
                .putShort(NO_DATE)
                .putInt(file.crc())
                .putInt(ELSEWHERE)
                .putInt(ELSEWHERE)
                .putShort((short) file.name().length())
                .putShort((short) extra)
                .array();
    }

    /** The file that an entry of the directory is about, which begins with these bytes; it may be none. */
    static PackedFile parse(ByteBuffer entry) {
        byte[] name = new byte[entry.getShort(28) & 0xffff];
        entry.get(DIRECTORY_ENTRY, name);
        int extra = DIRECTORY_ENTRY + name.length + 4;
        return new PackedFile(
                new String(name, StandardCharsets.ISO_8859_1),
                entry.getShort(10) == DEFLATED,
                entry.getInt(16),
                entry.getLong(extra + 8),
                entry.getLong(extra),
                entry.getLong(extra + 16));
    }

    /** What follows the directory, up to the comment. */
    static byte[] end(long count, long directory, long length) {
        return begin(LARGE_END + LOCATOR + END, 0x06064b50)
                .putLong(LARGE_END - 12)
                .putShort((short) (UNIX | VERSION))
                .putShort(VERSION)
                .putInt(0)
                .putInt(0)
                .putLong(count)
                .putLong(count)
                .putLong(length)
                .putLong(directory)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(directory + length)
                .putInt(1)
                .putInt(0x06054b50)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) ELSEWHERE)
                .putShort((short) ELSEWHERE)
                .putInt(ELSEWHERE)
                .putInt(ELSEWHERE)
                .putShort((short) COMMENT)
                .array();
    }

    /** Where the directory begins, as the end says. */
    static long directory(byte[] end) {
        return ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getLong(48);
    }

    /** How many files there are, as the end says. */
    static long count(byte[] end) {
        return ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getLong(24);
    }

    static byte[] comment(String digest) {
        return ascii(SAYS + digest);
    }

    private static ByteBuffer begin(int length, int signature) {
        return little(length).putInt(signature);
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
