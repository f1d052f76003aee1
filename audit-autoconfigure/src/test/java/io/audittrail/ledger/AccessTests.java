package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who may write where: directories, rights, locks. */
class AccessTests {

    @TempDir
    Path directory;

    @Test
    void whatIsCreatedIsForTheOwnerAlone() throws IOException {
        Path nested = directory.resolve("a/b/log");
        LedgerFixture fixture = new LedgerFixture(nested);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);

            assertThat(mode(nested)).isEqualTo("rwx------");
            assertThat(mode(directory.resolve("a/b"))).isEqualTo("rwx------");
            assertThat(mode(ledger.directory().resolve(STREAM + ".0000000000000001.jsonl")))
                    .isEqualTo("rw-------");
            assertThat(mode(ledger.directory().resolve(STREAM + ".lock"))).isEqualTo("rw-------");
        }
    }

    @Test
    void segmentsInheritGroupReadFromADirectoryThatExists() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
        LedgerFixture fixture = new LedgerFixture(directory);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
        }

        assertThat(mode(directory)).isEqualTo("rwxr-x---");
        assertThat(mode(directory.resolve(STREAM + ".0000000000000001.jsonl"))).isEqualTo("rw-r-----");
    }

    @Test
    void aDirectoryThatCannotBeCreatedIsNamedWithItsProperty() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> new LedgerFixture(file.resolve("log")).open())
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("cannot be written in " + file.resolve("log") + ": " + file + " is no directory")
                .hasMessageContaining("audit.ledger.directory");
        assertThatThrownBy(() -> new LedgerFixture(file).open())
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining(file + " is no directory")
                .hasMessageContaining("audit.ledger.directory");
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsNamedWithItsProperty() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-x---"));
        boolean everywhere = Files.isWritable(directory);
        if (everywhere) {
            LoggerFactory.getLogger(AccessTests.class)
                    .warn("NOT TESTED: a directory without write access; this user may write everywhere");
        }
        assumeThat(everywhere).as("this user may write everywhere").isFalse();

        assertThatThrownBy(() -> new LedgerFixture(directory).open())
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("access to " + directory.resolve(STREAM + ".lock") + " is denied")
                .hasMessageContaining("audit.ledger.directory");
    }

    @Test
    void contextsOfOneJvmShareTheLog() throws IOException {
        LedgerFixture fixture = new LedgerFixture(directory);
        Path link = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + "-link"), directory);
        LedgerFixture byAnotherPath = new LedgerFixture(link);
        Ledger first = fixture.open();
        Ledger second = byAnotherPath.open();
        fixture.append(first, 1);
        byAnotherPath.append(second, 2);
        first.close();
        first.close();
        byAnotherPath.append(second, 3);
        second.close();
        Files.delete(link);

        assertThat(ChainCheck.records(directory, STREAM)).hasSize(3);
        assertThat(ChainCheck.controls(directory, STREAM)).containsExactly("segment-opened", "started", "stopped");
    }

    @Test
    void aStreamTakenByAnotherProcessIsWaitedForAndThenItsHolderIsNamed() throws Exception {
        try (Child child = new Child(directory)) {
            LedgerFixture fixture = new LedgerFixture(directory);
            long before = System.nanoTime();
            assertThatThrownBy(() -> fixture.open(STREAM, true, Duration.ofMillis(300)))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("pid " + child.process.pid())
                    .hasMessageContaining(directory.toRealPath().toString())
                    .hasMessageContaining("audit.ledger.stream");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));

            try (Ledger ledger = fixture.open(STREAM, false, Duration.ZERO);
                    Ledger shared = fixture.open(STREAM, false, Duration.ZERO)) {
                assertThat(ledger.stream()).isEqualTo(STREAM + "-2");
                assertThat(shared.stream()).isEqualTo(STREAM + "-2");
                fixture.append(ledger, 1);
            }
            assertThat(ChainCheck.records(directory, STREAM + "-2")).hasSize(1);

            child.process.destroyForcibly();
            try (Ledger ledger = fixture.open(STREAM, true, Duration.ofSeconds(20))) {
                fixture.append(ledger, 2);
            }
        }

        assertThat(ChainCheck.records(directory, STREAM)).hasSize(1);
        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "started", "stopped");
    }

    @Test
    void aLockIsKeptThoughTheSameProcessTriesForItAndReadsIt() throws Exception {
        LedgerDirectory place = LedgerDirectory.of(directory);
        try (StreamLock lock = StreamLock.tryLock(place, STREAM, Instant.EPOCH)) {
            assertThat(lock).isNotNull();
            assertThat(StreamLock.tryLock(place, STREAM, Instant.EPOCH)).isNull();
            assertThat(StreamLock.holder(place, STREAM))
                    .contains("pid " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> new Child(directory).close()).isInstanceOf(AssertionError.class);
        }
        new Child(directory).close();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** A process of its own that holds the stream until it is killed. */
    private static final class Child implements AutoCloseable {

        private final Process process;

        Child(Path directory) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Holder.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int ready;
            do {
                ready = process.getInputStream().read(); // logging may speak first
            } while (ready != '!' && ready >= 0);
            assertThat(ready).isEqualTo('!');
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    /** What the child runs. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws IOException {
            LedgerFixture fixture = new LedgerFixture(Path.of(args[0]));
            try (Ledger ledger = fixture.open()) {
                ledger.start();
                System.out.write('!');
                System.out.flush();
                System.in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }
}
