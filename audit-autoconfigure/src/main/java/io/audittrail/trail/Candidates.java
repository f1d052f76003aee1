package io.audittrail.trail;

import java.util.Arrays;

/** The lines of a block that are worth parsing, in the order of the text. */
final class Candidates {

    private final TextBlock block;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;

    private Candidates(TextBlock block) {
        this.block = block;
    }

    static Candidates in(TextBlock block, LineFilter filter) {
        Candidates found = new Candidates(block);
        Scout scout = filter.first();
        if (scout == null) {
            found.addAll(filter);
        } else {
            found.addFound(scout, filter);
        }
        return found.count == 0 ? new Candidates(TextBlock.EMPTY) : found; // The bytes are not needed any more.
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return block.bytes();
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
        return block.position() + starts[n] - block.start();
    }

    /** Where in the text of the segment the next line begins. */
    long positionBehind(int n) {
        return block.position() + ends[n] + 1 - block.start();
    }

    private void addAll(LineFilter filter) {
        int start = block.start();
        while (start < block.end()) {
            int end = TextBlock.newline(block.bytes(), start);
            add(start, end, filter);
            start = end + 1;
        }
    }

    private void addFound(Scout scout, LineFilter filter) {
        int from = block.start();
        while (true) {
            int hit = scout.next(block.bytes(), from, block.end());
            if (hit < 0) {
                return;
            }
            int end = TextBlock.newline(block.bytes(), hit - 1);
            add(lineStart(hit), end, filter);
            from = end + 1;
        }
    }

    private int lineStart(int at) {
        int start = at - 1;
        while (start > block.start() && block.bytes()[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private void add(int start, int end, LineFilter filter) {
        if (end == start || !filter.mayMatch(block.bytes(), start, end)) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count++] = end;
    }
}
