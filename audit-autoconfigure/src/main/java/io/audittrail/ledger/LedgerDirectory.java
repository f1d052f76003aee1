package io.audittrail.ledger;

import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.SegmentName;
import io.audittrail.segment.StoredSegment;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the ledger, and the rights in it: directories we create are for the owner alone; one that exists keeps
 * its mode, and when its group may read it, so may it read the segments: that lets a shipper in.
 */
final class LedgerDirectory {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    private volatile Path path;
    private boolean prepared;
    private boolean posix;
    private boolean groupReads;

    private LedgerDirectory(Path path) {
        this.path = path;
    }

    /** Creates the directory, or finds it. Where there is no room for it, it has to be {@link #prepare prepared} later. */
    static LedgerDirectory of(Path configured) {
        LedgerDirectory directory =
                new LedgerDirectory(configured.toAbsolutePath().normalize());
        try {
            directory.prepare();
        } catch (IOException e) {
            if (!directory.mayPass(e)) {
                throw unavailable(directory.path, e);
            }
        }
        return directory;
    }

    /** To be called before anything is opened in it. */
    void prepare() throws IOException {
        if (prepared) {
            return;
        }
        create(path);
        path = path.toRealPath();
        posix = Files.getFileStore(path).supportsFileAttributeView("posix");
        groupReads = posix && Files.getPosixFilePermissions(path).contains(PosixFilePermission.GROUP_READ);
        prepared = true;
    }

    /**
     * Whether a failure may pass by itself, as a lack of space does, or of inodes, or of descriptors. What somebody must
     * put right, such as rights, or a file that stands in the way, is better said at the start.
     */
    boolean mayPass(IOException e) {
        if (e instanceof AccessDeniedException
                || e instanceof FileAlreadyExistsException
                || e instanceof NotDirectoryException
                || e instanceof NotPlainException) {
            return false;
        }
        Path existing = path;
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }

    /** Returns when the disk knows which files there are. */
    void sync() throws IOException {
        if (!posix) {
            return; // Where a directory cannot be opened, the file system looks after this by itself.
        }
        boolean interrupted = Thread.interrupted(); // it would close the channel
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says what is wrong with the place, for whoever has to put it right. */
    static LedgerUnavailableException unavailable(Path place, IOException cause) {
        return new LedgerUnavailableException(
                "The audit log cannot be written in " + place.toAbsolutePath() + ": " + reason(cause)
                        + ". Give the application's user the right to write there, or name another directory in"
                        + " audit.ledger.directory",
                cause);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is no directory";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getFile() + ": " + system.getReason();
        }
        return e.toString();
    }

    private static void create(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path ancestor = directory;
        while (ancestor != null && !Files.exists(ancestor, LinkOption.NOFOLLOW_LINKS)) {
            missing.push(ancestor);
            ancestor = ancestor.getParent();
        }
        if (ancestor != null && !Files.isDirectory(ancestor)) {
            throw new FileAlreadyExistsException(ancestor.toString());
        }
        for (Path each : missing) {
            createOne(each);
        }
    }

    private static void createOne(Path directory) throws IOException {
        try {
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(directory, mode("rwx------"));
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Creates an empty segment. */
    void createSegment(Path segment) throws IOException {
        createPrivate(segment);
        if (groupReads) {
            Set<PosixFilePermission> mode = EnumSet.copyOf(PosixFilePermissions.fromString("rw-r-----"));
            Files.setPosixFilePermissions(segment, mode);
        }
    }

    /** Creates an empty file for the owner alone. Fails when it exists. */
    void createPrivate(Path file) throws IOException {
        if (posix) {
            Files.createFile(file, mode("rw-------"));
        } else {
            Files.createFile(file);
        }
    }

    /** Creates an empty file with the mode of another: who may read that one may read this one. */
    void createLike(Path file, Path model) throws IOException {
        createPrivate(file);
        if (posix) {
            Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(model, LinkOption.NOFOLLOW_LINKS));
        }
    }

    /** Makes an empty file the segment, its own and with the right mode: whoever put it there may still have it open. */
    void replaceEmpty(Path segment) throws IOException {
        Files.delete(requirePlain(segment));
        createSegment(segment);
    }

    /** A link could lead our writing to any file. */
    static Path requirePlain(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotPlainException(file);
        }
        return file;
    }

    /** Opens an existing file for writing, and says so when it is a matter of rights that it cannot. */
    static RandomAccessFile openPlain(Path file) throws IOException {
        requirePlain(file);
        try {
            return new RandomAccessFile(file.toFile(), "rw");
        } catch (FileNotFoundException e) {
            if (!Files.isWritable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            throw e;
        }
    }

    private static final class NotPlainException extends FileSystemException {

        private static final long serialVersionUID = 1;

        NotPlainException(Path file) {
            super(file.toString(), null, "no plain file; the audit log follows no links");
        }
    }

    /** The segments of a stream, oldest first. */
    List<StoredSegment> segments(String stream) throws IOException {
        return segments(stream, SegmentDirectory.list(path));
    }

    /** The same while somebody may compress and remove some: one that is missed would look as if it were gone. */
    List<StoredSegment> changingSegments(String stream) throws IOException {
        return segments(stream, SegmentDirectory.listTwice(path));
    }

    private static List<StoredSegment> segments(String stream, SegmentDirectory found) throws IOException {
        for (Path file : found.notPlain()) {
            SegmentName name = SegmentName.parse(String.valueOf(file.getFileName()));
            if (name != null && name.stream().equals(stream)) {
                requirePlain(file);
            }
        }
        return found.segments(stream);
    }

    /** Points the stream's link at its current segment. A convenience: where links cannot be made there is none. */
    void pointAt(Path segment, String stream) {
        Path link = resolve(stream + ".current");
        Path fresh = resolve(stream + ".current.new");
        try {
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, segment.getFileName());
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("No link {} to the current segment of the audit log", link, e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
