package io.audittrail.checkpoint;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSink;
import io.audittrail.line.CheckpointText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Appends checkpoints to a file, a line each, and syncs it. Opens the file for each, so that it can be moved away and
 * begun anew. Several streams, and several processes, may share a file. Thread-safe.
 */
public final class CheckpointFile implements CheckpointSink {

    /** Locks between processes do not hold between threads. */
    private static final ConcurrentMap<Path, Object> TURNS = new ConcurrentHashMap<>();

    private final Path path;
    private final Object turn;

    public CheckpointFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
        this.turn = TURNS.computeIfAbsent(this.path, key -> new Object());
    }

    @Override
    public void accept(Checkpoint checkpoint) {
        byte[] line = (CheckpointText.of(checkpoint) + '\n').getBytes(StandardCharsets.US_ASCII);
        synchronized (turn) {
            // To close any of a process's channels gives back its locks on the file: the reader is closed last.
            try (FileChannel reader = open(StandardOpenOption.READ);
                    FileChannel file = open(StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                    FileLock lock = file.lock()) {
                append(line, reader, file, lock);
            } catch (IOException e) {
                throw new UncheckedIOException("The checkpoint file " + path + " cannot be written", e);
            }
        }
    }

    /** What a crash left of a line must not spoil the next. */
    private static void append(byte[] line, FileChannel reader, FileChannel file, FileLock held) throws IOException {
        if (!held.isValid()) {
            throw new IOException("The lock on the file is gone");
        }
        long end = NewestCheckpoint.endOfLastLine(reader);
        if (end < reader.size()) {
            file.truncate(end);
        }
        for (ByteBuffer bytes = ByteBuffer.wrap(line); bytes.hasRemaining(); ) {
            file.write(bytes);
        }
        file.force(true);
    }

    @Override
    public @Nullable Checkpoint last(String stream) {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        boolean interrupted = Thread.interrupted(); // it would close the channel, and the log be opened unchecked
        synchronized (turn) {
            try (FileChannel file = open(StandardOpenOption.READ)) {
                return NewestCheckpoint.find(file, stream);
            } catch (IOException e) {
                throw new UncheckedIOException("The checkpoint file " + path + " cannot be read", e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private FileChannel open(OpenOption... options) throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            create();
        }
        requirePlain();
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(path, all);
    }

    private void create() throws IOException {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            requirePlain(); // Another process was quicker.
        }
    }

    private void requirePlain() throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path.toString(), null, "no plain file; checkpoints follow no links");
        }
    }

    /** Of sinks for one file, one is told. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CheckpointFile file && file.path.equals(path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return "checkpoint file " + path;
    }
}
