package io.audittrail.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

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

    /** Where the next byte goes: tells whether the last write was complete. */
    abstract long position() throws IOException;

    /** Cuts the file back to this length; later bytes go there. */
    abstract void truncate(long length) throws IOException;

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    static SegmentFile onDisk(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            file.seek(file.length());
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new OnDisk(file);
    }

    private static final class OnDisk extends SegmentFile {

        private final RandomAccessFile file;

        OnDisk(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            file.write(bytes, offset, count);
        }

        @Override
        long position() throws IOException {
            return file.getFilePointer();
        }

        @Override
        void truncate(long length) throws IOException {
            file.setLength(length);
            file.seek(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
