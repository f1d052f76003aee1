package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.audittrail.line.Seal;
import io.audittrail.segment.SegmentName;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentScanTests {

    /** A file is read in pieces of this size. */
    private static final int PIECE = 64 * 1024;

    @TempDir
    private Path directory = Path.of("");

    /** Wherever a piece of the file ends: in the name of the stream, in the seal, at the newline, or behind it. */
    @Test
    void linesAreFoundWhereverTheFileIsReadInPieces() throws IOException {
        String first = line(1, "2026-11-20T22:05:31.000002Z", 10);
        String last = line(3, "2026-11-20T22:05:31.000001Z", 10);
        int whole = line(2, "2026-11-20T22:05:31.000003Z", 0).length();
        for (int beyond = -2; beyond < last.length() + 2; beyond++) {
            int filling = PIECE - first.length() - whole - beyond;
            String text = first + line(2, "2026-11-20T22:05:31.000003Z", filling) + last;

            SegmentScan scan = scan(text);

            assertThat(scan.badLines()).as("beyond %d", beyond).isZero();
            assertThat(scan.lastSeal()).isEqualTo(new Seal(3, hash(3)));
            assertThat(scan.goodLength()).isEqualTo(text.length());
            assertThat(scan.segment(Path.of("s")).summary(3, hash(3)))
                    .containsEntry("earliest", "2026-11-20T22:05:31.000001Z");
            assertThat(scan.latest()).isEqualTo(Instant.parse("2026-11-20T22:05:31.000003Z"));
        }
    }

    @Test
    void whatALongLineLeftBehindIsNoSealOfAShortOne() throws IOException {
        String good = line(1, "2026-11-20T22:05:31.000001Z", 100);

        SegmentScan scan = scan(good + good.substring(0, 90) + "\n" + "}\n");

        assertThat(scan.badLines()).isEqualTo(2);
        assertThat(scan.goodLength()).isEqualTo(good.length());
    }

    /** An application waits for it when it starts, and the last segment may be large. */
    @Test
    void aLineCostsTheBytesOfItsHashAndNotOfItsLength() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int lines = 2_000;
        StringBuilder text = new StringBuilder();
        for (int seq = 1; seq <= lines; seq++) {
            text.append(line(seq, "2026-11-20T22:05:31.000001Z", 1_000));
        }
        scan(text.toString());
        StoredSegment segment = stored(text.toString());

        long before = threads.getCurrentThreadAllocatedBytes();
        SegmentScan.of(segment);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat((allocated - 2 * PIECE) / lines).isLessThan(250);
    }

    private SegmentScan scan(String text) throws IOException {
        return SegmentScan.of(stored(text));
    }

    private StoredSegment stored(String text) throws IOException {
        Path path = directory.resolve(new SegmentName("s", 1).plain());
        Files.writeString(path, text);
        return LedgerDirectory.of(directory).segments("s").get(0);
    }

    private static String line(int seq, String time, int filling) {
        return "{\"v\":1,\"@timestamp\":\"" + time + "\",\"stream\":\"s\",\"filling\":\"" + "x".repeat(filling)
                + "\",\"seq\":" + seq + ",\"hash\":\"" + hash(seq) + "\"}\n";
    }

    private static String hash(int seq) {
        return String.format("%064x", seq);
    }
}
