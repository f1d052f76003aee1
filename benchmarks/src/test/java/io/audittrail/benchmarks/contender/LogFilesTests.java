package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTests {

    @TempDir
    Path directory;

    @Test
    void filesThatVanishMeanwhileDoNotMatter() throws Exception {
        Path stays = Files.writeString(directory.resolve("a.jsonl"), "one\n");
        LogFiles files = new LogFiles(directory, ".jsonl");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> comingAndGoing = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                comeAndGo();
            }
        });
        try {
            for (int i = 0; i < 5_000; i++) {
                assertThat(files.paths()).containsExactly(stays);
            }
        } finally {
            done.set(true);
        }
        comingAndGoing.get();
    }

    private void comeAndGo() {
        try {
            Files.delete(Files.createFile(directory.resolve("b.jsonl.gz.tmp")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereThereIsNoDirectoryThereAreNone() {
        assertThat(new LogFiles(directory.resolve("none"), ".jsonl").paths()).isEmpty();
    }
}
