package io.audittrail.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the archive until the process is killed, which is at the n-th step. */
final class StoppingFiles implements ArchiveFiles {

    /** The end. Nothing is done after it. */
    static final class Killed extends Error {}

    private final int last;
    private int steps;

    StoppingFiles(int last) {
        this.last = last;
    }

    boolean isStopped() {
        return steps > last;
    }

    private void step() {
        if (steps++ >= last) {
            throw new Killed();
        }
    }

    @Override
    public void write(Path file, Content content) throws IOException {
        step();
        Path whole = Files.createTempFile("whole", null);
        try {
            ArchiveFiles.super.write(whole, content);
            byte[] bytes = Files.readAllBytes(whole);
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(bytes, 0, bytes.length / 2);
                step();
                out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
            }
        } finally {
            Files.delete(whole);
        }
        step();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        ArchiveFiles.super.rename(from, to);
        step();
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        ArchiveFiles.super.delete(file);
        step();
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step();
        ArchiveFiles.super.syncDirectory(directory);
    }
}
