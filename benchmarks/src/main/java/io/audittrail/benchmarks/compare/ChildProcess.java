package io.audittrail.benchmarks.compare;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that answers one line to each line. For one thread at a time; {@link #end} may be called by any. */
final class ChildProcess {

    private static final int STDERR_LINES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    private final Deque<String> stderr = new ArrayDeque<>();
    private final Thread stderrReader;

    ChildProcess(Process process) {
        this.process = process;
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        read(
                "stdout",
                process.getInputStream(),
                line -> answers.add(Optional.of(line)),
                () -> answers.add(Optional.empty()));
        this.stderrReader = read("stderr", process.getErrorStream(), this::remember, () -> {});
    }

    /** @throws ChildFailure if it has ended or does not answer in time; then it is ended, since its next line could answer this */
    String ask(String command, Duration timeout) throws ChildFailure {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
            Optional<String> answer = answers.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw given("no answer to \"%s\" in %d s".formatted(command, timeout.toSeconds()));
            }
            return answer.orElseThrow(() -> died(command));
        } catch (IOException e) {
            throw died(command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw given("interrupted at \"%s\"".formatted(command));
        }
    }

    /** Ends it at once, because of what it did. */
    ChildFailure given(String reason) {
        process.destroyForcibly();
        return ChildFailure.last(reason);
    }

    /** The last lines it wrote to stderr. */
    List<String> lastWords() {
        synchronized (stderr) {
            return List.copyOf(stderr);
        }
    }

    void end() {
        process.destroy();
    }

    /** Waits so long for its end, and then brings it about. */
    void awaitEnd(Duration time) {
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private ChildFailure died(String command) {
        awaitEnd(PATIENCE);
        try {
            stderrReader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ChildFailure.last("ended at \"%s\" with %s"
                .formatted(command, process.isAlive() ? "its output closed" : "exit code " + process.exitValue()));
    }

    private void remember(String line) {
        synchronized (stderr) {
            stderr.add(line);
            if (stderr.size() > STDERR_LINES) {
                stderr.remove();
            }
        }
    }

    private Thread read(String name, InputStream stream, Consumer<String> to, Runnable end) {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        lines.lines().forEach(to);
                    } catch (IOException | RuntimeException e) {
                        // The stream is closed under the reader when the process is ended.
                    } finally {
                        end.run();
                    }
                },
                name + " of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        return reader;
    }
}
