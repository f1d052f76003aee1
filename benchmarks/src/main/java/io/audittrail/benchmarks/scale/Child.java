package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.log.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A JVM of its own for what must be done in one: where nothing was loaded yet, or with a small heap. */
enum Child {
    OPEN {
        @Override
        String answer(List<String> words) {
            return StartScale.openings(Path.of(words.get(0)));
        }
    },
    CHANGES {
        @Override
        String answer(List<String> words) throws Exception {
            return ManyChanges.measured(words.stream().map(Integer::valueOf).toList());
        }
    },
    HELD {
        @Override
        String answer(List<String> words) throws Exception {
            return ManyChanges.held(
                    Boolean.parseBoolean(words.get(0)),
                    ManyChanges.Kind.valueOf(words.get(1)),
                    words.stream().skip(2).map(Integer::valueOf).toList());
        }
    },
    IMPORT {
        @Override
        String answer(List<String> words) throws Exception {
            return ManyChanges.imported(Boolean.parseBoolean(words.get(0)), Integer.parseInt(words.get(1)));
        }
    };

    /** So that what libraries print does not count. */
    private static final String ANSWER = "answer: ";

    private static final String MEANT = "child:";

    abstract String answer(List<String> words) throws Exception;

    /** @param words of which the first says that this is a child */
    static void run(List<String> words) throws Exception {
        Child child = valueOf(words.get(0).substring(MEANT.length()).toUpperCase(Locale.ROOT));
        String answer = child.answer(words.subList(1, words.size()));
        answer.lines().forEach(line -> System.out.println(ANSWER + line));
        System.exit(0); // whatever threads there are
    }

    static boolean isMeant(String word) {
        return word.startsWith(MEANT);
    }

    /**
     * Starts one, and waits for it.
     *
     * @param heap as with {@code -Xmx}
     * @return the lines of its answer; none when it failed, for example for want of memory
     */
    List<String> ask(String heap, Object... words) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create()) { // A child that is out of memory leaves its files behind.
            return ask(scratch, heap, words);
        }
    }

    private List<String> ask(Scratch scratch, String heap, Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + scratch.path(),
                "-D" + Scratch.PARENT + "=" + scratch.path(),
                "-cp",
                System.getProperty("java.class.path"),
                Scale.class.getName(),
                MEANT + name().toLowerCase(Locale.ROOT)));
        Arrays.stream(words).map(String::valueOf).forEach(command::add);
        try (Running running = Scratch.begin(() -> new Running(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()))) {
            Process process = running.process;
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? out.lines()
                            .filter(line -> line.startsWith(ANSWER))
                            .map(line -> line.substring(ANSWER.length()))
                            .collect(Collectors.toList())
                    : List.of();
        }
    }

    /** One that ends with this JVM, if not before. */
    private record Running(Process process) implements AutoCloseable {

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
