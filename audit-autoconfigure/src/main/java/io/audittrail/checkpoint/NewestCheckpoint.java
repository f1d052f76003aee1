package io.audittrail.checkpoint;

import io.audittrail.Checkpoint;
import io.audittrail.line.CheckpointText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Looks for a checkpoint from the end of a file: whoever wants the newest need not read a year of them. */
final class NewestCheckpoint {

    private static final int BLOCK = 64 * 1024;

    private final FileChannel file;
    private final String stream;

    private NewestCheckpoint(FileChannel file, String stream) {
        this.file = file;
        this.stream = stream;
    }

    static @Nullable Checkpoint find(FileChannel file, String stream) throws IOException {
        return new NewestCheckpoint(file, stream).find();
    }

    private @Nullable Checkpoint find() throws IOException {
        long limit = endOfLastLine(file);
        while (limit > 0) {
            long begin = Math.max(0, limit - BLOCK);
            byte[] block = read(file, begin, (int) (limit - begin));
            int end = block.length;
            int start = lastNewline(block, end - 1) + 1;
            while (end > 0 && (start > 0 || begin == 0)) {
                Checkpoint checkpoint = CheckpointText.parse(block, start, end - 1);
                if (checkpoint != null && checkpoint.stream().equals(stream)) {
                    return checkpoint;
                }
                end = start;
                start = lastNewline(block, end - 1) + 1;
            }
            limit = end < block.length ? begin + end : begin; // A line that fills a block is none of ours.
        }
        return null;
    }

    /** What a crash left of a line does not count. */
    static long endOfLastLine(FileChannel file) throws IOException {
        long end = file.size();
        while (end > 0) {
            long begin = Math.max(0, end - BLOCK);
            int newline = lastNewline(read(file, begin, (int) (end - begin)), (int) (end - begin));
            if (newline >= 0) {
                return begin + newline + 1;
            }
            end = begin;
        }
        return 0;
    }

    private static int lastNewline(byte[] bytes, int before) {
        int i = before - 1;
        while (i >= 0 && bytes[i] != '\n') {
            i--;
        }
        return i;
    }

    private static byte[] read(FileChannel file, long from, int count) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(count);
        int some = 0;
        while (some >= 0 && block.hasRemaining()) {
            some = file.read(block, from + block.position());
        }
        return block.array();
    }
}
