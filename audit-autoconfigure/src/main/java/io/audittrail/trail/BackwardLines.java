package io.audittrail.trail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of a file from its last to its first, read in blocks. What stands behind the last newline is still being
 * written, or torn, and is left out. The file is opened for each block and never kept open.
 */
final class BackwardLines {

    private static final Logger log = LoggerFactory.getLogger(BackwardLines.class);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    static final int BLOCK = 32 * 1024;
    /** Far above any record; keeps a file that is no log from filling the memory. */
    static final int MAX_LINE = 16 * 1024 * 1024;

    private final Path file;
    /** Where {@link #bytes} begins in the file. */
    private long position;
    /** What was read and not yet handed out: up to {@link #limit}, and ending in a newline unless {@link #skipping}. */
    private byte[] bytes = new byte[0];

    private int limit;
    private int start;
    private int end;
    private boolean skipping = true;

    BackwardLines(Path file) throws IOException {
        this.file = file;
        try {
            this.position = Files.size(file);
        } catch (NoSuchFileException e) {
            this.position = 0; // Removed by retention since the directory was listed.
        }
    }

    /** Whether there is a line before the one handed out last; it then stands in the bytes from start to end. */
    boolean previous() throws IOException {
        while (true) {
            int newline = lastNewline(skipping ? limit : limit - 1);
            if (skipping && newline >= 0) {
                skipping = false;
                limit = newline + 1;
            } else if (newline >= 0 || (position == 0 && limit > 0 && !skipping)) {
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
                    log.warn("{} holds a line of more than {} bytes; it is left out", file, MAX_LINE);
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
        int length = (int) Math.min(position, Math.max(BLOCK, limit));
        byte[] more = new byte[length + limit];
        System.arraycopy(bytes, 0, more, length, limit);
        bytes = more;
        limit += length;
        position -= length;
        ByteBuffer block = ByteBuffer.wrap(more, 0, length);
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ)) {
            channel.position(position);
            while (block.hasRemaining()) {
                if (channel.read(block) < 0) {
                    // A writer has cut off what it could not write as a whole: nothing behind this place is a record.
                    limit = block.position();
                    skipping = true;
                    return;
                }
            }
        } catch (NoSuchFileException e) {
            position = 0;
            limit = 0;
        }
    }
}
