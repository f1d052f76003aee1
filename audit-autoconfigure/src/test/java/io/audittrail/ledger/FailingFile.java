package io.audittrail.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** A file on a disk that has its troubles, as the test says. */
final class FailingFile extends SegmentFile {

    /** What goes wrong from now on. */
    static final class Faults implements SegmentFile.Opener {

        boolean open;
        boolean write;
        boolean truncate;
        boolean sync;
        boolean silentlyShort;
        long free = Long.MAX_VALUE;

        @Override
        public SegmentFile open(Path path) throws IOException {
            if (open) {
                throw new IOException("Too many open files");
            }
            return new FailingFile(SegmentFile.onDisk(path), this);
        }
    }

    private final SegmentFile file;
    private final Faults faults;

    private FailingFile(SegmentFile file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (faults.silentlyShort) {
            file.write(bytes, offset, count / 2);
            return;
        }
        if (faults.write) {
            file.write(bytes, offset, count / 2);
            throw new IOException("Input/output error");
        }
        int fits = (int) Math.min(count, faults.free);
        file.write(bytes, offset, fits);
        faults.free -= fits;
        if (fits < count) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    long position() throws IOException {
        return file.position();
    }

    @Override
    long visibleLength() {
        return file.visibleLength();
    }

    @Override
    void sync() throws IOException {
        if (faults.sync) {
            throw new IOException("Input/output error");
        }
        file.sync();
    }

    @Override
    void truncate(long length) throws IOException {
        if (faults.truncate) {
            throw new IOException("Read-only file system");
        }
        file.truncate(length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
