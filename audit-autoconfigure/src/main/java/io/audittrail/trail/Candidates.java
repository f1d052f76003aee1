package io.audittrail.trail;

import java.util.Arrays;

/** The lines of a block that are worth parsing, in the order of the text. */
final class Candidates {

    private final byte[] bytes;
    private int[] starts;
    private int[] ends;
    private long[] positions;
    private int count;

    private Candidates(byte[] bytes, int capacity) {
        this.bytes = bytes;
        this.starts = new int[capacity];
        this.ends = new int[capacity];
        this.positions = new long[capacity];
    }

    /** Gives the bytes of the block back where they are not needed any more. */
    static Candidates in(TextBlock block, LineFilter filter, Buffers buffers) {
        Candidates found = new Candidates(block.bytes(), 16);
        Scout scout = filter.first();
        if (scout == null) {
            found.addAll(block, filter);
        } else {
            found.addFound(block, scout, filter);
        }
        int length = found.length();
        if (length > block.bytes().length / 4) {
            return found;
        }
        Candidates few = found.copy(length);
        buffers.giveBack(block.bytes());
        return few;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int n) {
        return starts[n];
    }

    /** Where the line ends, without its newline. */
    int end(int n) {
        return ends[n];
    }

    /** Where in the text of the segment the line begins. */
    long position(int n) {
        return positions[n];
    }

    /** Where in the text of the segment the next line begins. */
    long positionBehind(int n) {
        return positions[n] + ends[n] - starts[n] + 1;
    }

    private void addAll(TextBlock block, LineFilter filter) {
        int start = block.start();
        while (start < block.end()) {
            int end = TextBlock.newline(bytes, start, block.end());
            add(block, start, end, filter);
            start = end + 1;
        }
    }

    private void addFound(TextBlock block, Scout scout, LineFilter filter) {
        int from = block.start();
        int hit = scout.next(bytes, from, block.end());
        while (hit >= 0) {
            int end = TextBlock.newline(bytes, hit - 1, block.end());
            int start = hit - 1;
            while (start > block.start() && bytes[start - 1] != '\n') {
                start--;
            }
            add(block, start, end, filter);
            from = end + 1;
            hit = scout.next(bytes, from, block.end());
        }
    }

    private void add(TextBlock block, int start, int end, LineFilter filter) {
        if (end > start && filter.mayMatch(bytes, start, end)) {
            add(start, end, block.position() + start - block.start());
        }
    }

    private void add(int start, int end, long position) {
        if (count == starts.length) {
            int more = Math.max(16, 2 * count);
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            positions = Arrays.copyOf(positions, more);
        }
        starts[count] = start;
        ends[count] = end;
        positions[count++] = position;
    }

    private int length() {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += ends[i] - starts[i];
        }
        return length;
    }

    private Candidates copy(int length) {
        Candidates copy = new Candidates(new byte[length], count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            System.arraycopy(bytes, starts[i], copy.bytes, at, ends[i] - starts[i]);
            copy.add(at, at + ends[i] - starts[i], positions[i]);
            at += ends[i] - starts[i];
        }
        return copy;
    }
}
