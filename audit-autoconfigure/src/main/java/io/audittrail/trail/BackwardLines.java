package io.audittrail.trail;

import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of a segment from its last to its first, read in blocks. What stands behind the last newline is still being
 * written, or torn, and is left out.
 */
final class BackwardLines {

    private static final Logger log = LoggerFactory.getLogger(BackwardLines.class);
    static final int BLOCK = 32 * 1024;
    /** Far above any record; keeps a file that is no log from filling the memory. */
    static final int MAX_LINE = 16 * 1024 * 1024;

    private final StoredSegment segment;
    private final SegmentText text;
    /** Where {@link #bytes} begins in the text. */
    private long position;
    /** What was read and not yet handed out: up to {@link #limit}, and ending in a newline unless {@link #skipping}. */
    private byte[] bytes = new byte[0];

    private int limit;
    private int start;
    private int end;
    private boolean skipping = true;

    /** @param length what follows so many bytes of the text does not count */
    BackwardLines(StoredSegment segment, long length) throws IOException {
        this.segment = segment;
        this.text = new SegmentText(segment, MAX_LINE);
        this.position = Math.min(text.length(), length);
    }

    /** Whether there is a line before the one handed out last; it then stands in the bytes from start to end. */
    boolean previous() throws IOException {
        while (true) {
            int newline = lastNewline(skipping ? limit : limit - 1);
            if (skipping && newline >= 0) {
                skipping = false;
                limit = newline + 1;
            } else if (newline >= 0 || (limit > 0 && !skipping && text.beginsLine(position))) {
                start = newline + 1;
                end = limit - 1;
                limit = start;
                return true;
            } else if (position == 0) {
                return false;
            } else {
                if (skipping) {
                    limit = 0;
                } else if (limit > MAX_LINE) {
                    log.warn("{} holds a line of more than {} bytes; it is left out", segment.path(), MAX_LINE);
                    skipping = true;
                    limit = 0;
                }
                readBefore();
            }
        }
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

    private int lastNewline(int before) {
        int i = before - 1;
        while (i >= 0 && bytes[i] != '\n') {
            i--;
        }
        return i;
    }

    /** Puts the block before the bytes in front of them; at least as much again, so that long lines take linear time. */
    private void readBefore() throws IOException {
        SegmentText.Block block = text.before(position, Math.max(BLOCK, limit));
        if (block.end < position) { // Nothing behind that place can be read, or is a record.
            skipping = true;
            limit = 0;
        }
        int length = block.bytes.length;
        byte[] more = block.bytes;
        if (limit > 0) {
            more = Arrays.copyOf(more, length + limit);
            System.arraycopy(bytes, 0, more, length, limit);
        }
        bytes = more;
        limit += length;
        position = block.end - length;
    }
}
