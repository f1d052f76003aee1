package io.audittrail.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a segment, as the appender needs it; tests put one in that fails. A write goes to the operating system
 * before it returns, and an interrupt of the thread does not harm it, as it would a {@code FileChannel}.
 */
abstract class SegmentFile extends OutputStream {

    /** Opens files. */
    @FunctionalInterface
    interface Opener {

        /** Opens an existing file, to go on at its end. */
        SegmentFile open(Path path) throws IOException;
    }

    /**
     * Hands bytes to the operating system, for the end of the file: with one write, unless they are very many. Comes back
     * only when it took all of them, and throws otherwise.
     */
    abstract void append(byte[] bytes, int count) throws IOException;

    /**
     * What somebody else has done to the file that stands under the name it was opened by: what is written to one that was
     * removed, renamed or replaced is found by nobody. Null when it is as it should be.
     *
     * @param length how long it should be
     */
    abstract @Nullable String disturbance(long length);

    /** Returns when the disk has what was written. After a failure this file is not to be trusted with anything more. */
    abstract void sync() throws IOException;

    /** Cuts the file back to this length; later bytes go there. */
    abstract void truncate(long length) throws IOException;

    /** Reads what was written. */
    abstract void read(long from, byte[] into, int count) throws IOException;

    /** Writes once more what stands there already. */
    abstract void rewrite(long at, byte[] bytes, int count) throws IOException;

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    static SegmentFile onDisk(Path path) throws IOException {
        RandomAccessFile file = LedgerDirectory.openPlain(path);
        try {
            file.seek(file.length());
            return new OnDisk(file, path, attributes(path).fileKey());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static final class OnDisk extends SegmentFile {

        private static final int MAX_WRITE_BYTES = 1024 * 1024;

        private final RandomAccessFile file;
        private final Path path;
        private final @Nullable Object key;

        OnDisk(RandomAccessFile file, Path path, @Nullable Object key) {
            this.file = file;
            this.path = path;
            this.key = key;
        }

        /**
         * In pieces: of a giant the JVM would make a second copy, outside the heap. Each write returns when every byte was taken;
         * to ask the file where it ends would cost another call.
         */
        @Override
        void append(byte[] bytes, int count) throws IOException {
            int taken = 0;
            while (taken < count) {
                int next = Math.min(MAX_WRITE_BYTES, count - taken);
                file.write(bytes, taken, next);
                taken += next;
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            file.write(bytes, offset, count);
        }

        @Override
        @Nullable
        String disturbance(long length) {
            try {
                BasicFileAttributes now = attributes(path);
                if (!Objects.equals(now.fileKey(), key)) {
                    return path + " is another file than the one that was written";
                }
                return now.size() == length
                        ? null
                        : path + " has " + now.size() + " bytes, where " + length + " were written";
            } catch (IOException e) {
                return path + " is gone";
            }
        }

        @Override
        void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        void truncate(long length) throws IOException {
            file.setLength(length);
            file.seek(length);
        }

        @Override
        void read(long from, byte[] into, int count) throws IOException {
            file.seek(from);
            file.readFully(into, 0, count);
        }

        @Override
        void rewrite(long at, byte[] bytes, int count) throws IOException {
            file.seek(at);
            file.write(bytes, 0, count);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
