package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.testing.ProcessWrites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SegmentFileTests {

    @TempDir
    Path directory;

    @Test
    void aGiantIsWrittenWholeBehindWhatIsThere() throws Exception {
        Path path = Files.write(directory.resolve("segment"), new byte[] {1, 2, 3});
        byte[] giant = new byte[3_500_000];
        new Random(1).nextBytes(giant);

        try (SegmentFile file = SegmentFile.onDisk(path)) {
            file.append(giant, giant.length - 7);
        }

        byte[] written = Files.readAllBytes(path);
        assertThat(Arrays.copyOf(written, 3)).containsExactly(1, 2, 3);
        assertThat(Arrays.copyOfRange(written, 3, written.length)).isEqualTo(Arrays.copyOf(giant, giant.length - 7));
    }

    /** Of what is written at once, the JVM makes a copy outside the heap. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux tells how often a process has written")
    void aGiantIsHandedOverInPieces() throws Exception {
        Path path = Files.createFile(directory.resolve("segment"));
        byte[] giant = new byte[64 * 1024 * 1024];
        try (SegmentFile file = SegmentFile.onDisk(path)) {
            long before = ProcessWrites.soFar();
            file.append(giant, giant.length);
            assertThat(ProcessWrites.soFar() - before).isGreaterThanOrEqualTo(64);
        }
    }
}
