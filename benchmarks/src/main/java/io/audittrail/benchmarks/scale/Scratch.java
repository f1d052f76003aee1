package io.audittrail.benchmarks.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A directory that is removed when it is closed, or when the JVM ends before that: a log may be large. */
record Scratch(Path path) implements AutoCloseable {

    /** @param parent empty for where temporary files usually are */
    static Scratch in(String parent) throws IOException {
        String prefix = "audit-scale-";
        Scratch scratch = new Scratch(
                parent.isEmpty()
                        ? Files.createTempDirectory(prefix)
                        : Files.createTempDirectory(Files.createDirectories(Path.of(parent)), prefix));
        Runtime.getRuntime().addShutdownHook(new Thread(scratch::close));
        return scratch;
    }

    @Override
    public void close() {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
