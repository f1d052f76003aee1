package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told while a directory is verified. */
class ProgressTests {

    @TempDir
    Path directory;

    private final List<Long> told = new ArrayList<>();
    private final List<Long> totals = new ArrayList<>();

    @Test
    void bytesOfAllFilesAreReadPlainAndCompressedAndOfAllStreams() throws IOException {
        TestLog log = TestLog.small(directory).compress(0);
        Files.delete(log.file(0));
        TestLog other = new TestLog(directory, "sam-web-2").segment();
        for (int i = 0; i < 2_000; i++) {
            other.record(i);
        }
        other.written();
        long all = size();

        assertThat(verify().isWhole()).isTrue();

        assertThat(totals).containsOnly(all);
        assertThat(told).isSorted().startsWith(0L).endsWith(all).hasSizeGreaterThan(8);
        assertThat(told).contains(Files.size(log.compressedFile(0)));
    }

    @Test
    void whatIsReadTwiceCountsOnce() throws IOException {
        TestLog log = TestLog.small(directory);
        Files.writeString(log.file(1), Files.readString(log.file(1)).replace("New", "Nev"));
        long all = size();
        boolean[] grown = {false};

        Verification found = Verifier.ofChain()
                .reportingTo((bytes, of) -> {
                    hear(bytes, of);
                    if (!grown[0] && bytes == of) { // After all was read, so that it is read once more.
                        grown[0] = true;
                        writeAnotherSegment(log);
                    }
                })
                .directory(directory);

        assertThat(found.isWhole()).isFalse();
        assertThat(told).isSorted().endsWith(all);
        assertThat(totals).containsOnly(all);
    }

    @Test
    void whoHearsOfItMayEndIt() throws IOException {
        TestLog.small(directory);
        assertThatThrownBy(() -> Verifier.ofChain()
                        .reportingTo((bytes, of) -> {
                            throw new CancellationException("enough");
                        })
                        .directory(directory))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void emptyDirectoryIsReadAtOnce() throws IOException {
        verify();
        assertThat(told).containsOnly(0L);
        assertThat(totals).containsOnly(0L);
    }

    private static void writeAnotherSegment(TestLog log) {
        try {
            log.segment().record(99).written();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Verification verify() throws IOException {
        return Verifier.ofChain().reportingTo(this::hear).directory(directory);
    }

    private void hear(long bytes, long of) {
        told.add(bytes);
        totals.add(of);
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            long size = 0;
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }
}
