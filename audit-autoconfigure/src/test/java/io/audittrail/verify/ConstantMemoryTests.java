package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Checkpoint;
import io.audittrail.line.CheckpointText;
import io.audittrail.line.Records;
import io.audittrail.line.Seal;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.MemberWriter;
import io.audittrail.segment.SegmentName;
import io.audittrail.verify.Command.Ran;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstantMemoryTests {

    @TempDir
    Path directory;

    @Test
    void aLogAndItsCheckpointsAreVerifiedInAFractionOfTheirSize() throws Exception {
        Path log = Files.createDirectory(directory.resolve("log"));
        SegmentName name = VerifySpeed.write(log, 40_000_000);
        Path plain = log.resolve(name.plain());
        compress(plain, log.resolve(name.compressed()));
        Path checkpoints = directory.resolve("checkpoints");
        long count = writeCheckpoints(plain, name.stream(), checkpoints);

        Ran both = verify(log, checkpoints);
        Files.delete(plain);
        Ran compressed = verify(log, checkpoints);

        assertThat(Files.size(checkpoints)).isGreaterThan(16_000_000);
        assertThat(both.err()).isEmpty();
        assertThat(both.out()).contains("whole\n").contains(", " + count + " checkpoints fit");
        assertThat(both.status()).isZero();
        assertThat(compressed).isEqualTo(both);
    }

    private static Ran verify(Path log, Path checkpoints) throws IOException, InterruptedException {
        return Command.run(
                List.of("-Xmx16m"), List.of("verify", log.toString(), "--checkpoints", checkpoints.toString()));
    }

    private static void compress(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            MemberWriter.compress(in, out);
        }
    }

    /** One for every line. */
    private static long writeCheckpoints(Path segment, String stream, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(segment);
                BufferedWriter out = Files.newBufferedWriter(file)) {
            ForwardLines lines = new ForwardLines(in);
            while (lines.next()) {
                Seal seal = Objects.requireNonNull(Seal.parse(lines.bytes(), lines.start(), lines.end()));
                out.write(CheckpointText.of(new Checkpoint(stream, seal.seq(), seal.hash(), Records.AT, null)));
                out.write('\n');
            }
            return lines.number();
        }
    }
}
