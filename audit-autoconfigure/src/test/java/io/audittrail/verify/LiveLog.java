package io.audittrail.verify;

import io.audittrail.segment.MemberWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes a log that is there already once more, bit by bit, and compresses what is closed, as a ledger does. */
final class LiveLog {

    private static final int BIT = 199;

    private LiveLog() {}

    static void write(TestLog source, int from, int to, Path directory) {
        try {
            for (int n = from; n < to; n++) {
                Path plain = directory.resolve(source.file(n).getFileName());
                byte[] bytes = Files.readAllBytes(source.file(n));
                for (int at = 0; at < bytes.length; at += BIT) {
                    Files.write(
                            plain,
                            Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + BIT)),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
                if (n > 0) {
                    compress(directory.resolve(source.file(n - 1).getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compress(Path plain) throws IOException {
        Path unfinished = plain.resolveSibling(plain.getFileName() + ".gz.tmp");
        try (InputStream in = Files.newInputStream(plain);
                OutputStream out = Files.newOutputStream(unfinished)) {
            MemberWriter.compress(in, out);
        }
        Files.move(unfinished, plain.resolveSibling(plain.getFileName() + ".gz"), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(plain);
    }
}
