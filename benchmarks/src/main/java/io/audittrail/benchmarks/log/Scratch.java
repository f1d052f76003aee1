package io.audittrail.benchmarks.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A directory that is removed when it is closed: a log may be large. It is not where
 * temporary files usually are, which may be in memory, but on the disk that the repository is on.
 */
public record Scratch(Path path) implements AutoCloseable {

    /** The system property that says where they are made, if not below {@code benchmarks.root}. */
    public static final String PARENT = "benchmarks.scratch";

    private static final String PREFIX = "scratch-";

    /** With the number of the process that made it. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-[0-9]+");

    private static final Set<Scratch> OPEN = ConcurrentHashMap.newKeySet();
    private static final Deque<AutoCloseable> USERS = new ArrayDeque<>();
    private static volatile boolean over;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Scratch::end, "scratch"));
    }

    /** Closed when the JVM ends, if not before. */
    public static Scratch create() throws IOException {
        Scratch scratch = owned();
        OPEN.add(scratch);
        return scratch;
    }

    /** For an owner who closes it in any case, after all that writes there has ended. */
    public static Scratch owned() throws IOException {
        Path parent = parent();
        removeAbandoned(parent);
        return new Scratch(Files.createTempDirectory(
                parent, PREFIX + ProcessHandle.current().pid() + "-"));
    }

    /** What a JVM left that was killed. A server that it left too ends when it misses its files. */
    private static void removeAbandoned(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            all.filter(Scratch::isAbandoned).forEach(Scratch::remove);
        }
    }

    private static void remove(Path abandoned) {
        try {
            FileSystemUtils.deleteRecursively(abandoned);
        } catch (IOException e) { // Somebody still writes there: the next one will do it.
            System.err.println("Could not remove " + abandoned + ": " + e.getMessage());
        }
    }

    private static boolean isAbandoned(Path path) {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /**
     * Begins what works in such directories and goes on when this JVM ends, as a server does, unless it is closed: that is done
     * then, also when it is just being begun, and before the directories are removed.
     */
    public static <T extends AutoCloseable> T begin(Beginning<T> beginning) throws IOException {
        synchronized (OPEN) {
            if (over) {
                throw new IllegalStateException("It is over");
            }
            T begun = beginning.begin();
            USERS.push(begun);
            return begun;
        }
    }

    /** What {@link #begin} does. */
    public interface Beginning<T> {
        T begin() throws IOException;
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

    private static void end() {
        over = true;
        closeAll();
    }

    static void closeAll() {
        synchronized (OPEN) {
            while (!USERS.isEmpty()) {
                try {
                    USERS.pop().close();
                } catch (Exception e) {
                    System.err.println("Left behind: " + e);
                }
            }
            for (Scratch scratch : OPEN) {
                try {
                    scratch.close();
                } catch (UncheckedIOException e) { // Somebody still writes there; the others can go.
                    System.err.println("Could not remove " + scratch.path + ": " + e.getMessage());
                }
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
