package io.audittrail.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a stream to one process. The operating system lets go of the lock when the process ends, however it ends; the
 * text in the file is for whoever finds it taken.
 */
final class StreamLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final int MAX_TEXT = 500;

    /**
     * In the system properties, because it must be seen by this class in another class loader, as another web application
     * of the same server has it: to close a file, even one that was only read, gives back every lock that this process
     * has on it.
     */
    private static final String HELD = "io.audittrail.ledger.held:";

    private final Path path;
    private RandomAccessFile file;

    private StreamLock(RandomAccessFile file, Path path) {
        this.file = file;
        this.path = path;
    }

    /** Null when another process has it, or this one. */
    @SuppressWarnings("resource") // closing the file gives the lock back
    static @Nullable StreamLock tryLock(LedgerDirectory directory, String stream, Instant now) throws IOException {
        Path path = path(directory, stream);
        String self = self(now);
        if (System.getProperties().putIfAbsent(HELD + path, self) != null) {
            return null;
        }
        StreamLock lock = null;
        try {
            lock = tryLock(directory, path, self);
        } finally {
            if (lock == null) {
                System.getProperties().remove(HELD + path);
            }
        }
        return lock;
    }

    @SuppressWarnings("resource")
    private static @Nullable StreamLock tryLock(LedgerDirectory directory, Path path, String self) throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            create(directory, path);
        }
        RandomAccessFile file = LedgerDirectory.openPlain(path);
        try {
            if (file.getChannel().tryLock() == null) {
                file.close();
                return null;
            }
            write(file, self);
            return new StreamLock(file, path);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Makes the file again when somebody has removed it: another process would lock another file of that name. */
    void keep(LedgerDirectory directory) {
        if (!Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            StreamLock again = tryLock(directory, path, System.getProperty(HELD + path, ""));
            if (again != null) {
                file.close();
                file = again.file;
                log.warn(
                        "Somebody has removed {}, which keeps other processes from writing this audit log: it is made"
                                + " again",
                        path);
            }
        } catch (IOException e) {
            log.debug("The lock file {} is gone", path, e); // With its directory, perhaps.
        }
    }

    /** The lock is held whether or not the disk has room for the text. */
    private static void write(RandomAccessFile file, String self) {
        try {
            file.setLength(0);
            file.write(self.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.debug("The lock of the audit log does not say who holds it", e);
        }
    }

    /** What the holder of the lock says of itself. */
    static String holder(LedgerDirectory directory, String stream) {
        Path path = path(directory, stream);
        String self = System.getProperty(HELD + path);
        if (self != null) {
            return self.strip();
        }
        try {
            byte[] text = Files.readAllBytes(path);
            String holder = new String(text, 0, Math.min(text.length, MAX_TEXT), StandardCharsets.UTF_8).strip();
            return holder.isEmpty() ? "another process" : holder;
        } catch (IOException e) {
            return "another process";
        }
    }

    private static Path path(LedgerDirectory directory, String stream) {
        return directory.resolve(stream + ".lock");
    }

    private static void create(LedgerDirectory directory, Path path) throws IOException {
        try {
            directory.createPrivate(path);
        } catch (FileAlreadyExistsException e) {
            LedgerDirectory.requirePlain(path); // Another process was quicker.
        }
    }

    private static String self(Instant now) {
        return "pid " + ProcessHandle.current().pid() + " on host " + host() + " since " + now + "\n";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** The file stays: were it deleted, two processes could each lock a file of that name. */
    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            System.getProperties().remove(HELD + path);
        }
    }
}
