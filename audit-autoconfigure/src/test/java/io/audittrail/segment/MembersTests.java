package io.audittrail.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                2,
                1000,
                MemberWriter.TEXT - 1,
                MemberWriter.TEXT,
                MemberWriter.TEXT + 1,
                2 * MemberWriter.TEXT,
                3 * MemberWriter.TEXT + 17
            })
    void anyReaderOfGzipReadsWhatIsWritten(int size) throws IOException {
        byte[] text = lines(size, 300);

        byte[] gzip = compressed(text);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(text);
        assertThat(inflated(gzip)).isEqualTo(text);
    }

    @Test
    void membersEndOnLinesAndAreFoundByHopping() throws IOException {
        byte[] text = lines(5 * MemberWriter.TEXT, 300);
        Path file = Files.write(directory.resolve("a.gz"), compressed(text));

        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            MemberIndex index = MemberIndex.of(channel);
            assertThat(index.size()).isEqualTo(6);
            for (int n = 0; n < index.size(); n++) {
                byte[] member = index.text(channel, n, MemberWriter.TEXT);
                assertThat(member.length).isLessThanOrEqualTo(MemberWriter.TEXT);
                assertThat(member[member.length - 1]).isEqualTo((byte) '\n');
                joined.write(member);
            }
            assertThat(index.offset(0)).isZero();
            assertThat(index.offset(5) + index.length(5)).isEqualTo(Files.size(file));
        }
        assertThat(joined.toByteArray()).isEqualTo(text);
    }

    @Test
    void aLineLongerThanAMemberIsAMemberOfItsOwn() throws IOException {
        byte[] shortLine = "short\n".getBytes(StandardCharsets.US_ASCII);
        byte[] longLine = lines(3 * MemberWriter.TEXT + 100, Integer.MAX_VALUE);
        byte[] text = joined(shortLine, longLine, shortLine, shortLine);
        Path file = Files.write(directory.resolve("a.gz"), compressed(text));

        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            MemberIndex index = MemberIndex.of(channel);
            assertThat(index.size()).isEqualTo(3);
            assertThat(index.text(channel, 1, Integer.MAX_VALUE - 1)).isEqualTo(longLine);
            assertThat(index.text(channel, 2, 100)).isEqualTo(joined(shortLine, shortLine));
            assertThatThrownBy(() -> index.text(channel, 1, MemberWriter.TEXT))
                    .isInstanceOf(DamagedGzipException.class)
                    .hasMessageContaining("more than 262144");
        }
        assertThat(inflated(Files.readAllBytes(file))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {MemberWriter.TEXT - 1, MemberWriter.TEXT, MemberWriter.TEXT + 1, 2 * MemberWriter.TEXT})
    void aLongLineWithoutAnEndIsKept(int size) throws IOException {
        byte[] text = lines(size, Integer.MAX_VALUE);
        text[size - 1] = 'x';

        assertThat(inflated(compressed(text))).isEqualTo(text);
    }

    @Test
    void whatFollowsTheLastLineIsKept() throws IOException {
        byte[] text = joined(lines(MemberWriter.TEXT, 300), "half a li".getBytes(StandardCharsets.US_ASCII));

        assertThat(inflated(compressed(text))).isEqualTo(text);
    }

    @Test
    void nothingBecomesNothing() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(MemberWriter.compress(InputStream.nullInputStream(), out)).isZero();

        assertThat(out.size()).isZero();
        assertThatThrownBy(() -> inflated(new byte[0])).isInstanceOf(DamagedGzipException.class);
    }

    @Test
    void theHeaderIsTheOneThatIsWrittenDown() throws IOException {
        byte[] gzip = compressed("a\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(gzip, 0, 16)).isEqualTo("1f8b0804000000" + "0000ff0800" + "41540400");
        assertThat(ByteBuffer.wrap(gzip, 16, 4).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .isEqualTo(gzip.length);
    }

    @Test
    void everyBitOfAFrameCounts() throws IOException {
        byte[] text = lines(400, 60);
        byte[] gzip = compressed(text);

        for (int bit = 0; bit < 8 * gzip.length; bit++) {
            byte[] changed = gzip.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            boolean inFrame = bit / 8 < Member.HEADER || bit / 8 >= gzip.length - Member.TRAILER;
            boolean found = !readsAs(changed, text);
            assertThat(found || (!inFrame && sameForAnybody(changed, text)))
                    .as("bit %d", bit)
                    .isTrue();
        }
    }

    @Test
    void cutsAndAdditionsAreFound() throws IOException {
        byte[] one = compressed("a\n".getBytes(StandardCharsets.US_ASCII));
        byte[] two = joined(one, one);

        assertThat(inflated(two)).asString(StandardCharsets.US_ASCII).isEqualTo("a\na\n");
        for (int length = 0; length < two.length; length++) {
            if (length != one.length) {
                byte[] cut = Arrays.copyOf(two, length);
                assertThatThrownBy(() -> inflated(cut))
                        .as("cut at %d", length)
                        .isInstanceOf(DamagedGzipException.class);
            }
        }
        assertThatThrownBy(() -> inflated(joined(two, new byte[1]))).isInstanceOf(DamagedGzipException.class);
        assertThatThrownBy(() -> inflated(joined(two, new byte[100]))).isInstanceOf(DamagedGzipException.class);
    }

    /** Both readers take the bytes and find this text. Each must refuse what the other does. */
    private boolean readsAs(byte[] gzip, byte[] text) throws IOException {
        boolean forward = readsForward(gzip, text);
        assertThat(readsByIndex(gzip, text)).isEqualTo(forward);
        return forward;
    }

    private static boolean readsForward(byte[] gzip, byte[] text) throws IOException {
        try {
            return Arrays.equals(inflated(gzip), text);
        } catch (DamagedGzipException e) {
            return false;
        }
    }

    private boolean readsByIndex(byte[] gzip, byte[] text) throws IOException {
        Path file = Files.write(directory.resolve("changed.gz"), gzip);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            MemberIndex index = MemberIndex.of(channel);
            return index.size() == 1 && Arrays.equals(index.text(channel, 0, 1_000_000), text);
        } catch (DamagedGzipException e) {
            return false;
        }
    }

    private static boolean sameForAnybody(byte[] gzip, byte[] text) throws IOException {
        return Arrays.equals(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes(), text);
    }

    private static byte[] compressed(byte[] text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(MemberWriter.compress(new ByteArrayInputStream(text), out)).isEqualTo(text.length);
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] gzip) throws IOException {
        try (MemberInputStream in = new MemberInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    /** So many bytes of text that ends with a newline. */
    private static byte[] lines(int size, int lineLength) {
        Random random = new Random(size);
        byte[] text = new byte[size];
        for (int i = 0; i < size; i++) {
            text[i] = (byte) (i % lineLength == lineLength - 1 ? '\n' : 'a' + random.nextInt(16));
        }
        text[size - 1] = '\n';
        return text;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
