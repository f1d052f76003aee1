package io.audittrail.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.ChangeSet;
import io.audittrail.line.Records;
import io.audittrail.segment.MemberWriter;
import io.audittrail.segment.SegmentName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenRecordsTests {

    private static final String STREAM = "sam-web-1";
    private static final int FIRST = 1_000; // So many are looked up at once.

    @TempDir
    Path directory;

    @Test
    void aSegmentThatIsCompressedWhileTheLogIsReadIsReadAllTheSame() throws Exception {
        List<UUID> names =
                IntStream.rangeClosed(0, FIRST).mapToObj(n -> new UUID(n, 0)).toList();
        List<String> lines = Records.sealed(
                STREAM, names.stream().map(WrittenRecordsTests::set).toArray(ChangeSet[]::new));
        segment(1, lines.subList(0, FIRST));
        Path second = segment(FIRST + 1, lines.subList(FIRST, lines.size()));

        WrittenRecords written = WrittenRecords.find(directory, STREAM, 0, lines.size(), asked -> {
            if (Files.exists(second)) {
                compress(second);
            }
            return Set.copyOf(asked);
        });

        assertThat(second).doesNotExist();
        assertThat(names).allMatch(name -> written.contains(name.toString(), 1));
    }

    private static ChangeSet set(UUID name) {
        return new ChangeSet(name, Records.AT, "sam", List.of(Records.update(1L)), Map.of());
    }

    private Path segment(long firstSeq, List<String> lines) throws IOException {
        return Files.write(directory.resolve(new SegmentName(STREAM, firstSeq).plain()), lines);
    }

    private static void compress(Path plain) throws IOException {
        try (InputStream in = Files.newInputStream(plain);
                OutputStream out = Files.newOutputStream(plain.resolveSibling(plain.getFileName() + ".gz"))) {
            MemberWriter.compress(in, out);
        }
        Files.delete(plain);
    }
}
