package io.audittrail.line;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Bytes of one or more lines, growing as needed and used again and again. Everything is written by hand, without a
 * String in between: this is the hot path. Not thread-safe.
 */
public final class LineBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long FIRST_SECOND = -62_167_219_200L; // 0000-01-01T00:00:00Z
    private static final long LAST_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z
    private static final int MAX = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int length;

    public LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes themselves, valid up to {@link #length()}; another array after the next write. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public int capacity() {
        return bytes.length;
    }

    /** Gives memory back that is not used now. */
    void trim() {
        bytes = Arrays.copyOf(bytes, length);
    }

    /** Forgets everything from this position on. */
    public void cut(int position) {
        length = position;
    }

    public LineBuffer append(byte[] source, int from, int to) {
        int count = to - from;
        room(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    public LineBuffer append(byte[] source) {
        return append(source, 0, source.length);
    }

    /** Writes one character below 128, as it is. */
    LineBuffer ascii(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Writes characters below 128, as they are. */
    LineBuffer ascii(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += count;
        return this;
    }

    LineBuffer number(long value) {
        if (value == Long.MIN_VALUE) {
            return ascii("-9223372036854775808");
        }
        room(20);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int end = length + digits(rest);
        for (int i = end - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
        return this;
    }

    /** Writes the number that has these digits, with the point before the last {@code scale} of them. */
    LineBuffer decimal(long unscaled, int scale) {
        if (scale == 0) {
            return number(unscaled);
        }
        long rest = Math.abs(unscaled);
        int count = Math.max(digits(rest), scale + 1);
        room(count + 2);
        if (unscaled < 0) {
            bytes[length++] = '-';
        }
        int end = length + count + 1;
        int point = end - scale - 1;
        for (int i = end - 1; i >= length; i--) {
            if (i == point) {
                bytes[i] = '.';
            } else {
                bytes[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        length = end;
        return this;
    }

    LineBuffer hex(byte[] source) {
        room(2 * source.length);
        for (byte b : source) {
            bytes[length++] = HEX[(b >> 4) & 15];
            bytes[length++] = HEX[b & 15];
        }
        return this;
    }

    LineBuffer uuid(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        return hex(high >>> 32, 8)
                .ascii('-')
                .hex(high >>> 16, 4)
                .ascii('-')
                .hex(high, 4)
                .ascii('-')
                .hex(low >>> 48, 4)
                .ascii('-')
                .hex(low, 12);
    }

    /**
     * Writes UTC with exactly six decimals, so that timestamps have one length and sort as text. Years outside 0 to 9999
     * would not: they become the nearest year inside.
     */
    LineBuffer timestamp(Instant instant) {
        long second = Math.max(FIRST_SECOND, Math.min(LAST_SECOND, instant.getEpochSecond()));
        date(Math.floorDiv(second, 86_400L));
        int ofDay = (int) Math.floorMod(second, 86_400L);
        return ascii('T')
                .padded(ofDay / 3600, 2)
                .ascii(':')
                .padded(ofDay / 60 % 60, 2)
                .ascii(':')
                .padded(ofDay % 60, 2)
                .ascii('.')
                .padded(instant.getNano() / 1000, 6)
                .ascii('Z');
    }

    /** Writes the date of a day counted from 1970, of the years 0 to 9999. Counts in eras of 400 years from March on. */
    LineBuffer date(long epochDay) {
        int days = (int) (epochDay + 719_468);
        int era = Math.floorDiv(days, 146_097);
        int ofEra = days - era * 146_097;
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        int day = ofYear - (153 * fromMarch + 2) / 5 + 1;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return padded(year, 4).ascii('-').padded(month, 2).ascii('-').padded(day, 2);
    }

    /** Writes the number with leading zeros. */
    private LineBuffer padded(int value, int width) {
        room(width);
        int rest = value;
        for (int i = length + width - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
    }

    private LineBuffer hex(long value, int digits) {
        room(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /**
     * Writes text with everything escaped that could end a string, break a line, steer a terminal or turn the reading
     * direction; what is no valid Unicode is escaped too, so that the bytes are always UTF-8.
     *
     * @param apostrophe whether ' is escaped as well: within '…'
     */
    LineBuffer escaped(String text, boolean apostrophe) {
        int count = text.length();
        room(count);
        int i = 0;
        int at = length;
        while (i < count) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '\'') {
                break;
            }
            bytes[at++] = (byte) c;
            i++;
        }
        length = at;
        while (i < count) {
            i += escaped(text, i, apostrophe);
        }
        return this;
    }

    private int escaped(String text, int i, boolean apostrophe) {
        char c = text.charAt(i);
        room(6);
        if (c == '"' || c == '\\' || (c == '\'' && apostrophe)) {
            bytes[length++] = '\\';
            bytes[length++] = (byte) c;
        } else if (c >= ' ' && c <= '~') {
            bytes[length++] = (byte) c;
        } else if (Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1))) {
            int point = Character.toCodePoint(c, text.charAt(i + 1));
            bytes[length++] = (byte) (0xF0 | (point >> 18));
            bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
            bytes[length++] = (byte) (0x80 | (point & 0x3F));
            return 2;
        } else if (isUnsafe(c)) {
            ascii('\\').ascii('u').hex(c, 4);
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | (c >> 6));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        } else {
            bytes[length++] = (byte) (0xE0 | (c >> 12));
            bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        }
        return 1;
    }

    /** Control characters, separators of lines, marks of reading direction, halves of a surrogate pair. */
    private static boolean isUnsafe(char c) {
        return c < ' '
                || (c >= 0x7F && c <= 0x9F)
                || c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || Character.isSurrogate(c);
    }

    private static int digits(long positive) {
        int digits = 1;
        for (long rest = positive / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Makes room for as much at once: what grows bit by bit is copied again and again, and twice in memory meanwhile. */
    public void reserve(long count) {
        room((int) Math.min(Integer.MAX_VALUE, count));
    }

    private void room(int count) {
        if (count > bytes.length - length) {
            grow(count);
        }
    }

    private void grow(int count) {
        long needed = (long) length + count;
        if (needed > MAX) {
            throw new IllegalStateException("The lines of one transaction exceed 2 GB");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX, Math.max(needed, 2L * bytes.length)));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
