package io.audittrail.verify;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Flips bits of each file in a directory, every one or every so-manieth, and prints those that the verifier does not find:
 * {@code FILE BIT}. A process of its own, because the first compiler, which our tests are limited to, hashes slowly.
 */
final class BitFlips {

    private static final int PARTS = 8;

    private BitFlips() {}

    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        Path copies = Path.of(args[1]);
        int step = Integer.parseInt(args[2]);
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            try {
                flip(directory, Files.createDirectory(copies.resolve("copy-" + part)), part, step);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        System.out.println("done");
    }

    private static void flip(Path directory, Path copy, int part, int step) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.toList();
        }
        for (Path file : files) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        for (Path file : files) {
            flip(copy, copy.resolve(file.getFileName()), Files.readAllBytes(file), part, step);
        }
    }

    /** Writes single bytes: to write the whole file anew takes more time than everything else. */
    private static void flip(Path copy, Path file, byte[] whole, int part, int step) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            for (int bit = part * step; bit < 8 * whole.length; bit += PARTS * step) {
                open.seek(bit / 8);
                open.write(whole[bit / 8] ^ 1 << bit % 8);
                if (Verifier.ofChain().directory(copy).isWhole()) {
                    System.out.println(file.getFileName() + " " + bit);
                }
                open.seek(bit / 8);
                open.write(whole[bit / 8]);
            }
        }
    }
}
