package io.audittrail.benchmarks.contender;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The files below a directory that consist of lines, compressed ones too: those count as what they were before. */
record LogFiles(Path directory, String suffix) {

    private static final String COMPRESSED = ".gz";

    /** The oldest first. Others come and go meanwhile. */
    List<Path> paths() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && path.toString().endsWith(suffix)) {
                        found.add(path);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(found);
        return found;
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
            try (BufferedReader reader = reader(path)) {
                reader.lines().filter(line -> line.contains(text)).forEach(found::add);
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
            return isCompressed(path) ? sizeBefore(path) : Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last four bytes say it. */
    private static long sizeBefore(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(file.length() - Integer.BYTES);
            return Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
        }
    }

    private static long lines(Path path) {
        try (BufferedReader reader = reader(path)) {
            return reader.lines().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader reader(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        return new BufferedReader(
                new InputStreamReader(isCompressed(path) ? new GZIPInputStream(file) : file, StandardCharsets.UTF_8));
    }

    private static boolean isCompressed(Path path) {
        return path.toString().endsWith(COMPRESSED);
    }
}
