package io.audittrail.benchmarks.origin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Which state of the code this is. */
public final class Commit {

    private Commit() {}

    /**
     * Its short name; {@code unknown} without a repository or without Git. It ends in {@code -dirty} if files differ from it or
     * are not in it. Results and prose do not count: both are written after measuring.
     */
    public static String of(Path root) {
        List<String> name = git(root, "rev-parse", "--short", "HEAD");
        if (name.size() != 1) {
            return "unknown";
        }
        boolean clean = git(root, "status", "--porcelain", "--", ".", ":!benchmarks/results", ":!*.md")
                .isEmpty();
        return name.get(0) + (clean ? "" : "-dirty");
    }

    private static List<String> git(Path root, String... arguments) {
        ProcessBuilder git = new ProcessBuilder("git");
        git.command().addAll(List.of(arguments));
        git.directory(root.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(git.start().getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
