package io.audittrail.benchmarks.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTests {

    @TempDir
    Path root;

    @BeforeEach
    void commit() throws Exception {
        git("init", "--quiet");
        Files.writeString(root.resolve("file"), "text");
        git("add", "file");
        git(
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@b.c",
                "-c",
                "commit.gpgsign=false",
                "commit",
                "--quiet",
                "-m",
                "A");
    }

    @Test
    void aSourceFileThatNobodyAddedMakesItDirty() throws IOException {
        assertThat(Commit.of(root)).doesNotContain("unknown", "-dirty");

        Files.writeString(root.resolve("Source.java"), "text");

        assertThat(Commit.of(root)).endsWith("-dirty");
    }

    @Test
    void resultsOfEarlierRunsAndProseDoNot() throws IOException {
        Path results = Files.createDirectories(root.resolve("benchmarks/results"));
        Files.writeString(results.resolve("some.json"), "{}");
        Files.writeString(root.resolve("README.md"), "text");

        assertThat(Commit.of(root)).doesNotContain("-dirty");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git =
                new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
        assertThat(git.waitFor()).isZero();
    }
}
