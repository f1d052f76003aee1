package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the command as an operator does: our classes on the class path, and nothing else. */
final class Command {

    record Ran(int status, String out, String err) {}

    private Command() {}

    static Ran run(List<String> options, List<String> args) throws IOException, InterruptedException {
        return run(Main.class, options, args);
    }

    /** Runs another class beside ours. */
    static Ran run(Class<?> main, List<String> options, List<String> args) throws IOException, InterruptedException {
        String classPath = Stream.of(Main.class, main)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(args);
        File out = File.createTempFile("verify", ".out");
        File err = File.createTempFile("verify", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out)
                    .redirectError(err)
                    .start();
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
            return new Ran(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
        } finally {
            Files.delete(out.toPath());
            Files.delete(err.toPath());
        }
    }
}
