package io.audittrail.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Starts the application, kills it at some moment, and starts it again. */
final class Crashes {

    static final int THREADS = 8;
    private static final int KILLED = 128 + 9;

    private final TestDatabase database;
    private final Path directory;
    private final List<String> settings;
    private final Random random = new Random();

    Crashes(TestDatabase database, Path directory, String... settings) {
        this.database = database;
        this.directory = directory;
        this.settings = List.of(settings);
    }

    void kill(int times) throws Exception {
        for (int run = 1; run <= times; run++) {
            long before = segments();
            Process process = start("run" + run, THREADS);
            boolean isLast = run == times;
            await(
                    () -> segments() > before && (!isLast || isCompressed()),
                    "a segment that is full, and one compressed");
            Thread.sleep(random.nextInt(700)); // at any moment
            process.destroyForcibly();
            assertThat(process.waitFor()).as("SIGKILL").isEqualTo(KILLED);
        }
    }

    /** Lets it work until it has filled some segments, and stop in order. */
    void work(int segments) throws Exception {
        Process process = start("work", THREADS);
        await(() -> segments() > segments, "full segments");
        end(process);
    }

    /** Lets it mend what a kill left, without new work. */
    void mend(BooleanSupplier whole) throws Exception {
        Process process = start("mend", 0);
        await(whole, "mended");
        end(process);
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    /** Full ones, compressed or not, and the one that is being written. */
    private long segments() {
        return files().stream().map(name -> name.replace(".gz", "")).distinct().count();
    }

    private List<String> files() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.jsonl(\\.gz)?"))
                    .toList();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return List.of(); // not yet, or one is just being renamed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isCompressed() {
        return files().stream().anyMatch(name -> name.endsWith(".jsonl.gz"));
    }

    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private Process start(String run, int threads) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledApplication.class.getName(),
                database.url(),
                database.user(),
                database.password(),
                run,
                String.valueOf(threads),
                "audit.ledger.directory=" + directory,
                "audit.ledger.stream=crash",
                "audit.ledger.max-segment-size=150KB",
                "spring.jpa.hibernate.ddl-auto=none",
                "spring.main.banner-mode=off"));
        command.addAll(settings);
        Process process = new ProcessBuilder(command)
                .redirectError(directory
                        .resolveSibling(directory.getFileName() + ".err")
                        .toFile())
                .start();
        CompletableFuture.delayedExecutor(3, TimeUnit.MINUTES).execute(process::destroyForcibly); // should it hang
        int ready;
        do {
            ready = process.getInputStream().read(); // logging may speak first
        } while (ready != KilledApplication.READY && ready >= 0);
        assertThat(ready).isEqualTo(KilledApplication.READY);
        return process;
    }
}
