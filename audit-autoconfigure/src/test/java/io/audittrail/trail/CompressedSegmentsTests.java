package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.segment.MemberIndex;
import io.audittrail.segment.MemberWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedSegmentsTests {

    /** Several members, and several blocks in each. */
    private static final int MANY = 5_000;

    private static final List<AuditQuery> BOTH_WAYS = List.of(
            AuditQuery.all().limit(10 * MANY), AuditQuery.all().limit(10 * MANY).oldestFirst());

    @TempDir
    Path directory;

    @Test
    void newestComeFirstAcrossPlainAndCompressedSegments() throws IOException {
        compress(segment(1, 1, 2_500));
        segment(2_501, 2_501, MANY);
        assertThat(find()).isEqualTo(newestFirst(1, MANY));
    }

    @Test
    void segmentThatIsThereTwiceIsReadOnce() throws IOException {
        Path plain = segment(1, 1, 10);
        byte[] text = Files.readAllBytes(plain);
        compress(plain);
        Files.write(plain, text);
        assertThat(find()).isEqualTo(newestFirst(1, 10));
    }

    @Test
    void leftoversOfCompressionAreNotRead() throws IOException {
        Path plain = segment(1, 1, 10);
        Files.copy(plain, directory.resolve(plain.getFileName() + ".gz.tmp"));
        assertThat(find()).isEqualTo(newestFirst(1, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 101, 2_500, 4_999})
    void segmentThatIsCompressedWhileItIsReadIsReadToItsEnd(int before) throws IOException {
        for (AuditQuery query : BOTH_WAYS) {
            Path plain = segment(1, 1, MANY);
            List<String> read = new ArrayList<>();
            try (Stream<AuditRecord> records = new FileAuditTrail(directory).stream(query)) {
                Iterator<AuditRecord> rest = records.iterator();
                while (read.size() < before) {
                    read.add(rest.next().json());
                }
                compress(plain);
                rest.forEachRemaining(record -> read.add(record.json()));
            }
            assertThat(read).isEqualTo(query.isOldestFirst() ? oldestFirst(1, MANY) : newestFirst(1, MANY));
        }
    }

    @Test
    void segmentThatIsRemovedWhileItIsReadEndsThere() throws IOException {
        Path compressed = compress(segment(1, 1, MANY));
        try (Stream<AuditRecord> records = new FileAuditTrail(directory).stream(AuditQuery.all())) {
            Iterator<AuditRecord> rest = records.iterator();
            assertThat(rest.next().json()).isEqualTo(record(MANY));
            Files.delete(compressed);
            List<AuditRecord> read = new ArrayList<>();
            rest.forEachRemaining(read::add);
            assertThat(read.size()).isBetween(1, MANY - 2);
        }
        assertThat(find()).isEmpty();
    }

    @Test
    void lineLongerThanAMemberIsRead() throws IOException {
        String longLine = record(2).replace("Project", "x".repeat(3 * MemberWriter.TEXT));
        compress(write(1, List.of(record(1), longLine, record(3))));
        assertThat(find()).containsExactly(record(3), longLine, record(1));
    }

    @Test
    void lineBeyondTheLimitIsLeftOut() throws IOException {
        String tooLong = "x".repeat(SegmentText.MAX_LINE + 1);
        compress(write(1, List.of(record(1), tooLong, record(3))));
        assertThat(find()).containsExactly(record(3), record(1));
    }

    @Test
    void damagedMemberIsLeftOutAndTheRestIsRead() throws IOException {
        Path compressed = compress(segment(1, 1, MANY));
        byte[] bytes = Files.readAllBytes(compressed);
        List<String> expected = newestFirst(1, MANY);
        try (SeekableByteChannel file = Files.newByteChannel(compressed)) {
            MemberIndex members = MemberIndex.of(file);
            byte[] text = members.text(file, 1, MemberWriter.TEXT);
            bytes[(int) members.offset(1) + 1_000] ^= 1;
            expected.removeAll(new String(text, StandardCharsets.UTF_8).lines().toList());
        }
        Files.write(compressed, bytes);
        assertThat(find()).hasSizeGreaterThan(1_000).isEqualTo(expected);
    }

    @Test
    void memberWhoseHeaderIsDamagedEndsWhatCanBeRead() throws IOException {
        Path compressed = compress(segment(1, 1, MANY));
        byte[] bytes = Files.readAllBytes(compressed);
        bytes[second(bytes)] ^= 1;
        Files.write(compressed, bytes);
        assertThat(find()).isNotEmpty().contains(record(1)).doesNotContain(record(MANY));
    }

    @Test
    void bytesBehindTheLengthThatTheNextSegmentTellsDoNotCount() throws IOException {
        Path plain = segment(1, 1, 3);
        long length = Files.size(plain);
        Files.writeString(plain, record(99) + "\n", StandardOpenOption.APPEND);
        String opening = "{\"v\":1,\"@timestamp\":\"2026-11-20T10:00:00.000000Z\",\"stream\":\"sam\",\"control\":"
                + "\"segment-opened\",\"details\":{\"previous\":{\"file\":\"" + plain.getFileName()
                + "\",\"length\":" + length + "}},\"seq\":4,\"hash\":\"" + "0".repeat(64) + "\"}";
        write(4, List.of(opening, record(5)));
        assertThat(find()).containsExactly(record(5), record(3), record(2), record(1));
        compress(plain);
        assertThat(find()).containsExactly(record(5), record(3), record(2), record(1));
    }

    /** Whatever stands in the file: an answer, in time and in little memory, of nothing but lines of the log. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damagedFilesNeitherHangNorFillTheMemoryNorInventRecords() throws IOException {
        Path compressed = compress(segment(1, 1, 2_000));
        byte[] good = Files.readAllBytes(compressed);
        List<String> all = newestFirst(1, 2_000);
        Random random = new Random(42);
        for (int i = 0; i < 150; i++) {
            byte[] bad = damaged(good, i, random);
            Files.write(compressed, bad);
            assertThat(all).as("damage %d", i).containsAll(find());
        }
    }

    private static byte[] damaged(byte[] good, int how, Random random) {
        byte[] bad = good.clone();
        switch (how % 4) {
            case 0 -> bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            case 2 -> random.nextBytes(bad);
            default -> {
                int at = random.nextInt(40);
                Arrays.fill(bad, at, at + 8, (byte) random.nextInt(256));
            }
        }
        return bad;
    }

    private List<String> find() {
        FileAuditTrail trail = new FileAuditTrail(directory);
        List<String> newest = json(trail.find(BOTH_WAYS.get(0)));
        List<String> oldest = json(trail.find(BOTH_WAYS.get(1)));
        assertThat(oldest).hasSameSizeAs(newest).containsExactlyElementsOf(reversed(newest));
        return newest;
    }

    private static List<String> json(AuditPage page) {
        return page.records().stream().map(AuditRecord::json).toList();
    }

    private static List<String> reversed(List<String> lines) {
        List<String> reversed = new ArrayList<>(lines);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<String> oldestFirst(int from, int to) {
        return reversed(newestFirst(from, to));
    }

    /** Where the second member begins. */
    private static int second(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(16);
    }

    private Path segment(int firstSeq, int from, int to) throws IOException {
        return write(firstSeq, oldestFirst(from, to));
    }

    private Path write(int firstSeq, List<String> lines) throws IOException {
        return Files.write(directory.resolve("sam.%016d.jsonl".formatted(firstSeq)), lines, StandardCharsets.UTF_8);
    }

    private static Path compress(Path plain) throws IOException {
        Path compressed = plain.resolveSibling(plain.getFileName() + ".gz");
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(plain));
                OutputStream out = Files.newOutputStream(compressed)) {
            MemberWriter.compress(in, out);
        }
        Files.delete(plain);
        return compressed;
    }

    private static List<String> newestFirst(int from, int to) {
        List<String> lines = new ArrayList<>();
        for (int n = to; n >= from; n--) {
            lines.add(record(n));
        }
        return lines;
    }

    /** About 200 bytes that compress badly. */
    private static String record(int n) {
        Random random = new Random(n);
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            noise.append(Long.toHexString(random.nextLong()));
        }
        return "{\"v\":1,\"@timestamp\":\"2026-11-20T10:00:00.%06dZ\",\"stream\":\"sam\",\"tx\":\"t\",\"n\":%d,\"of\":1,\"actor\":\"ann\",\"action\":\"UPDATE\",\"entity\":\"Project\",\"label\":\"%s\",\"seq\":%d}"
                .formatted(n, n, noise, n);
    }
}
