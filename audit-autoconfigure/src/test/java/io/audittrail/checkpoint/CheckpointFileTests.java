package io.audittrail.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Checkpoint;
import io.audittrail.line.CheckpointText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTests {

    @TempDir
    Path directory;

    private Path path;
    private CheckpointFile file;

    @BeforeEach
    void setUp() {
        path = directory.resolve("checkpoints");
        file = new CheckpointFile(path);
    }

    @Test
    void aCheckpointIsALineForTheOwnerAlone() throws IOException {
        file.accept(checkpoint("sam", 1));
        file.accept(checkpoint("sam", 2));

        assertThat(Files.readString(path))
                .isEqualTo(CheckpointText.of(checkpoint("sam", 1)) + "\n" + CheckpointText.of(checkpoint("sam", 2))
                        + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void theLastOfEachStreamIsFound() {
        assertThat(file.last("sam")).isNull();
        file.accept(checkpoint("sam", 1));
        file.accept(checkpoint("sam", 2));
        file.accept(checkpoint("sam-2", 7));

        assertThat(file.last("sam")).isEqualTo(checkpoint("sam", 2));
        assertThat(file.last("sam-2")).isEqualTo(checkpoint("sam-2", 7));
        assertThat(file.last("other")).isNull();
    }

    @Test
    void whoIsInterruptedFindsItAllTheSameAndStaysSo() {
        file.accept(checkpoint("sam", 1));
        Thread.currentThread().interrupt();

        Checkpoint found = file.last("sam");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(found).isEqualTo(checkpoint("sam", 1));
    }

    /** The lines do not fit the blocks that are read, whatever their length. */
    @Test
    void aStreamThatWasSilentForLongIsFound() throws IOException {
        for (int length = 1; length < 40; length++) {
            StringBuilder text = new StringBuilder(CheckpointText.of(checkpoint("silent", 5)) + "\n");
            for (int i = 0; i < 1500; i++) {
                text.append(CheckpointText.of(checkpoint("s".repeat(length), i + 1)))
                        .append('\n');
            }
            Files.writeString(path, text);

            assertThat(file.last("silent")).isEqualTo(checkpoint("silent", 5));
            assertThat(file.last("s".repeat(length))).isEqualTo(checkpoint("s".repeat(length), 1500));
            assertThat(file.last("none")).isNull();
        }
    }

    @Test
    void whatACrashLeftOfALineDoesNotCountAndDoesNotSpoilTheNext() throws IOException {
        file.accept(checkpoint("sam", 1));
        String torn = CheckpointText.of(checkpoint("sam", 2)).substring(0, 100);
        Files.writeString(path, torn, StandardOpenOption.APPEND);

        assertThat(file.last("sam")).isEqualTo(checkpoint("sam", 1));
        file.accept(checkpoint("sam", 3));

        assertThat(Files.readAllLines(path))
                .containsExactly(CheckpointText.of(checkpoint("sam", 1)), CheckpointText.of(checkpoint("sam", 3)));
    }

    @Test
    void aLongLineOfSomebodyElseIsPassed() throws IOException {
        Files.writeString(path, CheckpointText.of(checkpoint("sam", 1)) + "\n" + "x".repeat(300_000) + "\n");

        assertThat(file.last("sam")).isEqualTo(checkpoint("sam", 1));
    }

    @Test
    void aFileThatWasMovedAwayIsBegunAnew() throws IOException {
        file.accept(checkpoint("sam", 1));
        Files.move(path, directory.resolve("checkpoints.1"));
        file.accept(checkpoint("sam", 2));

        assertThat(Files.readAllLines(path)).containsExactly(CheckpointText.of(checkpoint("sam", 2)));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "mine\n");
        Files.createSymbolicLink(path, target);

        assertThatThrownBy(() -> file.accept(checkpoint("sam", 1))).hasMessageContaining(path.toString());
        assertThat(Files.readString(target)).isEqualTo("mine\n");
    }

    @Test
    void aMissingDirectoryIsNotMade() {
        CheckpointFile elsewhere = new CheckpointFile(directory.resolve("unmounted/checkpoints"));

        assertThatThrownBy(() -> elsewhere.accept(checkpoint("sam", 1))).hasMessageContaining("cannot be written");
        assertThat(directory.resolve("unmounted")).doesNotExist();
    }

    @Test
    void severalStreamsMayShareAFile() throws Exception {
        int each = 50;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> streams = new ArrayList<>();
            for (String stream : List.of("a", "b", "c", "d")) {
                streams.add(() -> {
                    CheckpointFile own = new CheckpointFile(path);
                    for (int i = 1; i <= each; i++) {
                        own.accept(checkpoint(stream, i));
                    }
                    return null;
                });
            }
            threads.invokeAll(streams);
        } finally {
            threads.shutdown();
        }
        List<String> lines = Files.readAllLines(path);
        assertThat(lines).hasSize(4 * each);
        for (String stream : List.of("a", "b", "c", "d")) {
            assertThat(file.last(stream)).isEqualTo(checkpoint(stream, each));
        }
    }

    static Checkpoint checkpoint(String stream, long seq) {
        return new Checkpoint(stream, seq, "ab".repeat(32), Instant.parse("2026-11-21T04:35:34.171739Z"), null);
    }
}
