package io.audittrail.ledger;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What the archive does to files, each step the least that a crash can come between; tests put one in that stops after
 * any of them.
 */
interface ArchiveFiles {

    ArchiveFiles ON_DISK = new ArchiveFiles() {};

    /** Says what a file is to hold. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file that exists, and returns when the disk has it. */
    default void write(Path file, Content content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            content.writeTo(out);
            out.getFD().sync();
        }
    }

    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Returns when the disk knows which files there are. Where directories cannot be opened, the system sees to that. */
    default void syncDirectory(Path directory) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
