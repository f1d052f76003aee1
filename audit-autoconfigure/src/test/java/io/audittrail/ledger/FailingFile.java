package io.audittrail.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A file on a disk that has its troubles, as the test says. */
final class FailingFile extends SegmentFile {

    /** What goes wrong from now on. */
    static final class Faults implements SegmentFile.Opener {

        volatile boolean open;
        volatile boolean write;
        volatile boolean truncate;
        volatile boolean sync;
        /** With a sync that fails, the bytes are gone at once, as on some file systems. */
        volatile boolean forget;

        long free = Long.MAX_VALUE;
        volatile Duration syncTakes = Duration.ZERO;
        /** Writes and syncs do not come back before it is open. */
        volatile CountDownLatch gate = new CountDownLatch(0);

        /** Syncs do not come back before it is open, while writes do. */
        volatile CountDownLatch syncGate = new CountDownLatch(0);

        private final AtomicInteger atTheGate = new AtomicInteger();
        private final AtomicInteger syncsBegun = new AtomicInteger();

        private int goodWrites = Integer.MAX_VALUE;
        private final Map<Path, Disk> disks = new ConcurrentHashMap<>();

        synchronized void failAtWrite(int n) {
            goodWrites = n - 1;
        }

        private synchronized boolean failsNow() {
            return write || goodWrites-- == 0;
        }

        boolean isHanging() {
            return atTheGate.get() > 0;
        }

        /** So many syncs know by now what there is for them to sync. */
        int syncsBegun() {
            return syncsBegun.get();
        }

        /** Leaves what the disk has, and nothing that only the operating system had. */
        void powerCut() throws IOException {
            for (Map.Entry<Path, Disk> disk : disks.entrySet()) {
                if (Files.exists(disk.getKey())) {
                    try (SegmentFile file = SegmentFile.onDisk(disk.getKey())) {
                        file.truncate(Math.min(disk.getValue().has, Files.size(disk.getKey())));
                    }
                }
            }
        }

        @Override
        public SegmentFile open(Path path) throws IOException {
            if (open) {
                throw new IOException("Too many open files");
            }
            return new FailingFile(SegmentFile.onDisk(path), path, this);
        }
    }

    /**
     * What the disk has of a file. After a failed sync, the operating system takes what it could not bring to the disk for
     * written: only who writes it again gets it there.
     */
    private static final class Disk {

        private long has;
        private long dropped;

        synchronized void written(long at, long count) {
            if (at <= has && dropped > 0) {
                dropped = at + count >= dropped ? 0 : dropped;
                has = dropped == 0 ? has : at + count;
            }
        }

        synchronized void synced(long length) {
            has = dropped > 0 ? has : Math.max(has, length);
        }

        synchronized void syncFailed(long length) {
            dropped = Math.max(dropped, length);
        }

        synchronized void truncated(long length) {
            has = Math.min(has, length);
            dropped = Math.min(dropped, length);
        }
    }

    private final SegmentFile file;
    private final Path path;
    private final Faults faults;
    private final Disk disk;
    private volatile boolean closed;

    private FailingFile(SegmentFile file, Path path, Faults faults) {
        this.file = file;
        this.path = path;
        this.faults = faults;
        this.disk = faults.disks.computeIfAbsent(path, p -> new Disk());
    }

    @Override
    void append(byte[] bytes, int count) throws IOException {
        write(bytes, 0, count);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        pass(faults.gate);
        if (faults.failsNow()) {
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
    @Nullable
    String disturbance(long length) {
        return file.disturbance(length);
    }

    @Override
    void read(long from, byte[] into, int count) throws IOException {
        file.read(from, into, count);
    }

    @Override
    void rewrite(long at, byte[] bytes, int count) throws IOException {
        file.rewrite(at, bytes, count);
        disk.written(at, count);
    }

    @Override
    void sync() throws IOException {
        pass(faults.gate);
        long length = Files.exists(path) ? Files.size(path) : 0;
        faults.syncsBegun.incrementAndGet();
        pass(faults.syncGate);
        sleep(faults.syncTakes);
        if (closed) {
            throw new IOException("Stream closed");
        }
        if (faults.sync) {
            disk.syncFailed(length);
            if (faults.forget) {
                file.truncate(disk.has);
            }
            throw new IOException("Input/output error");
        }
        disk.synced(length);
    }

    @Override
    void truncate(long length) throws IOException {
        if (faults.truncate) {
            throw new IOException("Read-only file system");
        }
        long freed = Files.exists(path) ? Files.size(path) - length : 0;
        file.truncate(length);
        disk.truncated(length);
        faults.free += Math.min(freed, Long.MAX_VALUE - faults.free);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }

    private static void sleep(Duration time) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** As a disk that hangs: an interrupt changes nothing. */
    private void pass(CountDownLatch gate) throws IOException {
        boolean interrupted = Thread.interrupted();
        faults.atTheGate.incrementAndGet();
        try {
            if (!gate.await(30, TimeUnit.SECONDS)) {
                throw new IOException("Nobody opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            faults.atTheGate.decrementAndGet();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
