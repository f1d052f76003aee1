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

    private static final int MAX = Integer.MAX_VALUE - 8;

    /** A larger one grows by a quarter, so that the lines of a giant transaction do not hold twice what they need. */
    private static final int LARGE = 1024 * 1024;

    /** Characters that are written as they are wherever they stand. */
    private static final boolean[] PLAIN = plain();

    private byte[] bytes;
    private int length;

    public LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        Arrays.fill(plain, ' ', '~' + 1, true);
        plain['"'] = false;
        plain['\\'] = false;
        plain['\''] = false;
        return plain;
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
        long positive = value;
        if (value < 0) {
            bytes[length++] = '-';
            positive = -value;
        }
        int digits = Digits.count(positive);
        length += digits;
        Digits.write(positive, digits, bytes, length);
        return this;
    }

    /** Writes the number that has these digits, with the point before the last {@code scale} of them. */
    LineBuffer decimal(long unscaled, int scale) {
        if (scale == 0) {
            return number(unscaled);
        }
        long positive = Math.abs(unscaled);
        int digits = Math.max(Digits.count(positive), scale + 1);
        room(digits + 2);
        if (unscaled < 0) {
            bytes[length++] = '-';
        }
        int point = length + digits - scale;
        length += digits + 1;
        Digits.write(positive, digits, bytes, length - 1);
        System.arraycopy(bytes, point, bytes, point + 1, scale);
        bytes[point] = '.';
        return this;
    }

    LineBuffer hex(byte[] source) {
        Digits.hex(source, room(2 * source.length), length);
        length += 2 * source.length;
        return this;
    }

    /** Writes UTC with six decimals. */
    LineBuffer timestamp(Instant instant) {
        Times.timestamp(instant, this);
        return this;
    }

    LineBuffer uuid(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        byte[] target = room(36);
        Digits.hex(high >>> 32, 8, target, length);
        target[length + 8] = '-';
        Digits.hex(high >>> 16, 4, target, length + 9);
        target[length + 13] = '-';
        Digits.hex(high, 4, target, length + 14);
        target[length + 18] = '-';
        Digits.hex(low >>> 48, 4, target, length + 19);
        target[length + 23] = '-';
        Digits.hex(low, 12, target, length + 24);
        length += 36;
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
        int i = 0;
        while (i < count) {
            i = plain(text, i);
            if (i < count) {
                i += escaped(text, i, apostrophe);
            }
        }
        return this;
    }

    /** Copies characters that stand for themselves, up to the first that may not. */
    private int plain(String text, int from) {
        int count = text.length();
        byte[] target = room(count - from);
        int at = length;
        int i = from;
        while (i < count) {
            char c = text.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c]) {
                break;
            }
            target[at++] = (byte) c;
            i++;
        }
        length = at;
        return i;
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
            bytes[length] = '\\';
            bytes[length + 1] = 'u';
            Digits.hex(c, 4, bytes, length + 2);
            length += 6;
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

    /** Makes room for as much at once: what grows bit by bit is copied again and again, and twice in memory meanwhile. */
    public void reserve(long count) {
        room((int) Math.min(Integer.MAX_VALUE, count));
    }

    /** The bytes, with room for so many behind {@link #length()}. Who writes there says so with {@link #wrote}. */
    byte[] room(int count) {
        if (count > bytes.length - length) {
            grow(count);
        }
        return bytes;
    }

    void wrote(int count) {
        length += count;
    }

    private void grow(int count) {
        long needed = (long) length + count;
        if (needed > MAX) {
            throw new IllegalStateException("The lines of one transaction exceed 2 GB");
        }
        long grown = bytes.length < LARGE ? 2L * bytes.length : bytes.length + bytes.length / 4L;
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX, Math.max(needed, grown)));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
