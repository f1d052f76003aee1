package io.audittrail.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The files below a directory that consist of lines. */
record LogFiles(Path directory, String suffix) {

    /** The oldest first. */
    List<Path> paths() {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.toString().endsWith(suffix))
                    .filter(path -> Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long bytes() {
        return paths().stream().mapToLong(LogFiles::size).sum();
    }

    long lines() {
        return paths().stream().mapToLong(LogFiles::lines).sum();
    }

    /** Brings what was written to the disk, so that it is not busy with it when others work. */
    void sync() {
        for (Path path : paths()) {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.force(false);
            } catch (NoSuchFileException e) {
                // One of the older, which was compressed meanwhile.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Lines that contain a text, the newest first. */
    List<String> mentioning(String text) {
        List<String> found = new ArrayList<>();
        for (Path path : paths()) {
            try (Stream<String> lines = Files.lines(path)) {
                lines.filter(line -> line.contains(text)).forEach(found::add);
            } catch (NoSuchFileException e) {
                // One of the older, which was compressed meanwhile.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Collections.reverse(found);
        return found;
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
