package io.audittrail.ledger;

import java.io.File;
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

    /**
     * How long the file is that stands under the name it was opened by, -1 when there is none: what is written to a file
     * that was removed or renamed is found by nobody.
     */
    abstract long visibleLength();

    /** Returns when the disk has what was written. After a failure this file is not to be trusted with anything more. */
    abstract void sync() throws IOException;

    /** Cuts the file back to this length; later bytes go there. */
    abstract void truncate(long length) throws IOException;

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    static SegmentFile onDisk(Path path) throws IOException {
        RandomAccessFile file =
                new RandomAccessFile(LedgerDirectory.requirePlain(path).toFile(), "rw");
        try {
            file.seek(file.length());
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new OnDisk(file, path.toFile());
    }

    private static final class OnDisk extends SegmentFile {

        private final RandomAccessFile file;
        private final File name;

        OnDisk(RandomAccessFile file, File name) {
            this.file = file;
            this.name = name;
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
        long visibleLength() {
            long length = name.length();
            return length > 0 || name.exists() ? length : -1;
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
        public void close() throws IOException {
            file.close();
        }
    }
}
