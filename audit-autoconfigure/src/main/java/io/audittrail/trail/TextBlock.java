package io.audittrail.trail;

import java.util.Arrays;

/** Whole lines that stand one after the other. */
final class TextBlock {

    static final TextBlock EMPTY = new TextBlock(new byte[0], 0, 0, 0);

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final long position;

    /**
     * @param bytes they stand from start to end, each with its newline
     * @param position where in the text of the segment the first of them begins
     */
    TextBlock(byte[] bytes, int start, int end, long position) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.position = position;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    long position() {
        return position;
    }

    boolean isEmpty() {
        return start == end;
    }

    /** Together with lines that come later in the text; lines that are missing between them become empty ones. */
    TextBlock followedBy(byte[] lines, long at) {
        if (isEmpty()) {
            return new TextBlock(lines, 0, lines.length, at);
        }
        int offset = (int) (at - position);
        byte[] both = Arrays.copyOf(Arrays.copyOfRange(bytes, start, end), offset + lines.length);
        Arrays.fill(both, end - start, offset, (byte) '\n');
        System.arraycopy(lines, 0, both, offset, lines.length);
        return new TextBlock(both, 0, both.length, position);
    }

    /** Those that begin from the one place on and before the other. */
    TextBlock within(long from, long to) {
        int first = start;
        if (from > position) {
            int before = newline(bytes, start + (int) Math.min(end - start, from - position - 1), end);
            first = before < 0 ? end : before + 1;
        }
        int last = end;
        if (to - position < end - start) {
            last = to <= position ? start : newline(bytes, start + (int) (to - position) - 1, end) + 1;
        }
        return first >= last ? EMPTY : new TextBlock(bytes, first, last, position + first - start);
    }

    /** Where the first newline is; negative when there is none. */
    static int newline(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Where the last newline is; negative when there is none. */
    static int lastNewline(byte[] bytes, int to) {
        int i = to - 1;
        while (i >= 0 && bytes[i] != '\n') {
            i--;
        }
        return i;
    }
}
