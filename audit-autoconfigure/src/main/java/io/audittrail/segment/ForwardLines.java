package io.audittrail.segment;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a text from its first to its last, as bytes in a buffer that is used again and again and grows only for a
 * line that is longer.
 */
public final class ForwardLines {

    /** Far above any record; keeps a file that is no log from filling the memory. */
    public static final int MAX_LINE = 256 * 1024 * 1024;

    private static final int BLOCK = 16 * 1024;

    private final InputStream in;
    private final int maxLine;
    private byte[] bytes = new byte[BLOCK];
    private int limit;
    private int start;
    private int end;
    private int next;
    private long offset;
    private long number;

    public ForwardLines(InputStream in) {
        this(in, MAX_LINE);
    }

    public ForwardLines(InputStream in, int maxLine) {
        this.in = in;
        this.maxLine = maxLine;
    }

    /**
     * Whether there is another line; it then stands in {@link #bytes} from {@link #start} to {@link #end}.
     *
     * @throws LongLineException for a line beyond any reason; there is no going on behind it
     */
    public boolean next() throws IOException {
        offset += next - start;
        start = next;
        int seen = 0;
        while (true) {
            int newline = newline(start + seen);
            if (newline >= 0) {
                return found(newline, newline + 1);
            }
            seen = limit - start;
            if (!readMore()) {
                return seen > 0 && found(limit, limit);
            }
        }
    }

    /** The bytes themselves; another array after {@link #next}. */
    public byte[] bytes() {
        return bytes;
    }

    public int start() {
        return start;
    }

    /** Where the line ends, without its newline. */
    public int end() {
        return end;
    }

    /** Whether the line has a newline: the last one may lack it. */
    public boolean isTerminated() {
        return next > end;
    }

    /** The number of the line, counted from 1. */
    public long number() {
        return number;
    }

    /** Where the line begins in the text. */
    public long offset() {
        return offset;
    }

    /** Where the next line begins in the text. */
    public long endOffset() {
        return offset + next - start;
    }

    private boolean found(int to, int then) {
        end = to;
        next = then;
        number++;
        return true;
    }

    private int newline(int from) {
        for (int i = from; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean readMore() throws IOException {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, limit - start);
            limit -= start;
            start = 0;
            next = 0;
        }
        if (limit > maxLine) {
            throw new LongLineException(number + 1, maxLine);
        }
        if (limit == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(maxLine + 1L, 2L * limit));
        }
        int count = in.read(bytes, limit, bytes.length - limit);
        limit += Math.max(0, count);
        return count >= 0;
    }
}
