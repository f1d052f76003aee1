package io.audittrail.benchmarks.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.FileSystemUtils;

/**
 * A directory that is removed when it is closed: a log may be large. It is not where
 * temporary files usually are, which may be in memory, but on the disk that the repository is on.
 */
public record Scratch(Path path) implements AutoCloseable {

    /** The system property that says where they are made, if not below {@code benchmarks.root}. */
    public static final String PARENT = "benchmarks.scratch";

    private static final Set<Scratch> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Scratch::closeAll, "scratch"));
    }

    /** Closed when the JVM ends, if not before. */
    public static Scratch create() throws IOException {
        Scratch scratch = owned();
        OPEN.add(scratch);
        return scratch;
    }

    /** For an owner who closes it in any case, after all that writes there has ended. */
    public static Scratch owned() throws IOException {
        return new Scratch(Files.createTempDirectory(parent(), "scratch-"));
    }

    /** Of what kind the file system is that they are on, such as {@code ext4}: one in memory says nothing of a disk. */
    public static String fileSystem() throws IOException {
        return Files.getFileStore(parent()).type();
    }

    private static Path parent() throws IOException {
        String given = System.getProperty(PARENT);
        Path parent = given == null ? usual(Path.of(System.getProperty("benchmarks.root", "."))) : Path.of(given);
        return Files.createDirectories(parent.toAbsolutePath().normalize());
    }

    static Path usual(Path root) {
        return root.resolve("benchmarks").resolve("target").resolve("scratch");
    }

    static void closeAll() {
        for (Scratch scratch : OPEN) {
            try {
                scratch.close();
            } catch (UncheckedIOException e) { // Somebody still writes there; the others can go.
                System.err.println("Could not remove " + scratch.path + ": " + e.getMessage());
            }
        }
    }

    /** When the JVM is told to end, whoever uses it may come by here as well: the later of the two finds nothing to do. */
    @Override
    public void close() {
        synchronized (OPEN) {
            try {
                FileSystemUtils.deleteRecursively(path);
                OPEN.remove(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
