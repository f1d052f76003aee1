package io.audittrail.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The log as anybody with a text editor sees it: the lines of its files, in the order of their names. */
record LedgerFiles(Path directory) {

    interface Work {
        void run() throws Exception;
    }

    List<String> lines() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(LedgerFiles::linesOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> linesWrittenBy(Work work) throws Exception {
        int before = lines().size();
        work.run();
        List<String> after = lines();
        return after.subList(before, after.size());
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
