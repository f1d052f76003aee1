package io.audittrail.trail;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Finds the first of several texts among bytes, mostly without looking at them: it compares the last two bytes of where a
 * text could end and leaps as far as they allow (Horspool's way, with pairs). Immutable.
 */
final class Scout {

    private static final int PAIRS = 1 << 12;

    private final byte[][] texts;
    private final int shortest;
    private final int[] leap = new int[PAIRS];

    /** @param texts at least one, none of them shorter than two bytes */
    Scout(Collection<byte[]> texts) {
        this.texts = texts.toArray(byte[][]::new);
        this.shortest = texts.stream().mapToInt(text -> text.length).min().orElseThrow();
        Arrays.fill(leap, shortest - 1);
        for (byte[] text : this.texts) {
            int skipped = text.length - shortest;
            for (int i = 1; i < shortest; i++) {
                int pair = pair(text[skipped + i - 1], text[skipped + i]);
                leap[pair] = Math.min(leap[pair], shortest - 1 - i);
            }
        }
    }

    static Scout of(byte[] text) {
        return new Scout(List.of(text));
    }

    /** How far it leaps where nothing fits: the more, the faster. */
    int reach() {
        return shortest;
    }

    /** Where the next of the texts ends; negative when there is none. */
    int next(byte[] bytes, int from, int to) {
        int last = from + shortest - 1;
        while (last < to) {
            int far = leap[pair(bytes[last - 1], bytes[last])];
            if (far == 0) {
                if (endsAt(bytes, from, last + 1)) {
                    return last + 1;
                }
                far = 1;
            }
            last += far;
        }
        return -1;
    }

    private boolean endsAt(byte[] bytes, int from, int end) {
        for (byte[] text : texts) {
            int start = end - text.length;
            if (start >= from && Arrays.equals(bytes, start, end, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static int pair(byte first, byte second) {
        return (first & 63) << 6 | (second & 63);
    }
}
