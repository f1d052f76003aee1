package io.audittrail.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stream to one process. The operating system lets go of the lock when the process ends, however it ends; the
 * text in the file is for whoever finds it taken.
 */
final class StreamLock implements AutoCloseable {

    private static final int MAX_TEXT = 500;

    private final RandomAccessFile file;

    private StreamLock(RandomAccessFile file) {
        this.file = file;
    }

    /** Null when another process has it. */
    @SuppressWarnings("resource") // closing the file gives the lock back
    static @Nullable StreamLock tryLock(LedgerDirectory directory, String stream, Instant now) throws IOException {
        Path path = path(directory, stream);
        if (Files.notExists(path)) {
            create(directory, path);
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (lock(file) == null) {
                file.close();
                return null;
            }
            file.setLength(0);
            file.write(self(now).getBytes(StandardCharsets.UTF_8));
            return new StreamLock(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What the holder of the lock says of itself. */
    static String holder(LedgerDirectory directory, String stream) {
        try {
            byte[] text = Files.readAllBytes(path(directory, stream));
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
            if (!Files.isRegularFile(path)) {
                throw e;
            }
        }
    }

    private static @Nullable FileLock lock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this JVM, but another class loader
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
        file.close();
    }
}
