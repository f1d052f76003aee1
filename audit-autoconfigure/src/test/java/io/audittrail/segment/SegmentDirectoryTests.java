package io.audittrail.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentDirectoryTests {

    @TempDir
    Path directory;

    @Test
    void segmentsComeByStreamOldestFirst() throws IOException {
        plain("b.0000000000000001");
        plain("a.0000000000000010");
        compressed("a.0000000000000009");
        compressed("a.0000000000000001");

        SegmentDirectory found = SegmentDirectory.list(directory);

        assertThat(found.streams()).containsExactly("a", "b");
        assertThat(found.segments("a"))
                .extracting(segment -> segment.path().getFileName().toString())
                .containsExactly(
                        "a.0000000000000001.jsonl.gz", "a.0000000000000009.jsonl.gz", "a.0000000000000010.jsonl");
        assertThat(found.segments("c")).isEmpty();
    }

    @Test
    void ofTwoFilesOfOneSegmentThePlainOneCounts() throws IOException {
        Path plain = plain("a.0000000000000001");
        Path compressed = compressed("a.0000000000000001");

        List<StoredSegment> segments = SegmentDirectory.list(directory).segments("a");

        assertThat(segments).containsExactly(new StoredSegment(new SegmentName("a", 1), plain, compressed));
        assertThat(segments.get(0).path()).isEqualTo(plain);
        assertThat(text(segments.get(0))).isEqualTo("plain a.0000000000000001");
    }

    @Test
    void aCompressedSegmentReadsAsText() throws IOException {
        compressed("a.0000000000000001");

        StoredSegment segment = SegmentDirectory.list(directory).segments("a").get(0);

        assertThat(segment.isCompressed()).isTrue();
        assertThat(text(segment)).isEqualTo("compressed a.0000000000000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.jsonl",
                "a.1.jsonl",
                "a.00000000000000001.jsonl",
                "a.0000000000000001.jsonl.gz.tmp",
                "a.0000000000000001.jsonl.torn-20261120T220531.123456Z",
                "a.0000000000000001.json",
                ".0000000000000001.jsonl",
                "a b.0000000000000001.jsonl",
                "a.current",
                "a.lock"
            })
    void otherFilesAreLeftOut(String name) throws IOException {
        Files.writeString(directory.resolve(name), "x");

        SegmentDirectory found = SegmentDirectory.list(directory);

        assertThat(found.streams()).isEmpty();
        assertThat(found.notPlain()).isEmpty();
    }

    @Test
    void linksAndDirectoriesAreNoSegments() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "x");
        Path link = Files.createSymbolicLink(directory.resolve("a.0000000000000001.jsonl"), elsewhere);
        Path folder = Files.createDirectory(directory.resolve("a.0000000000000002.jsonl.gz"));

        SegmentDirectory found = SegmentDirectory.list(directory);

        assertThat(found.streams()).isEmpty();
        assertThat(found.notPlain()).containsExactly(link, folder);
    }

    @Test
    void aLinkThatCameLaterIsNotFollowed() throws IOException {
        Path file = plain("a.0000000000000001");
        StoredSegment segment = SegmentDirectory.list(directory).segments("a").get(0);
        Files.move(file, directory.resolve("moved"));
        Files.createSymbolicLink(file, directory.resolve("moved"));

        assertThatThrownBy(segment::open).isInstanceOf(IOException.class);
        assertThat(segment.size()).isNotEqualTo(Files.size(file));
    }

    @Test
    void aSegmentIsReadThatIsCompressedBetweenTheLookAndTheOpening() throws IOException {
        Path plain = plain("a.0000000000000001");
        StoredSegment segment = SegmentDirectory.list(directory).segments("a").get(0);

        String text = segment.now(each -> {
            if (!each.isCompressed()) {
                compressed("a.0000000000000001");
                Files.delete(plain);
            }
            return text(each);
        });

        assertThat(text).isEqualTo("compressed a.0000000000000001");
    }

    @Test
    void ofASegmentThatIsStillThereThePlainFileIsUsed() throws IOException {
        plain("a.0000000000000001");
        compressed("a.0000000000000001");
        StoredSegment segment = SegmentDirectory.list(directory).segments("a").get(0);

        assertThat(segment.now(SegmentDirectoryTests::text)).isEqualTo("plain a.0000000000000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "compressed"})
    void aSegmentThatWasRemovedIsSaid(String form) throws IOException {
        Path file = form.equals("plain") ? plain("a.0000000000000001") : compressed("a.0000000000000001");
        StoredSegment segment = SegmentDirectory.list(directory).segments("a").get(0);
        Files.delete(file);

        assertThatThrownBy(() -> segment.now(StoredSegment::open))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file.toString());
    }

    @Test
    void aDirectoryThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> SegmentDirectory.list(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aNameSaysStreamAndFirstSeq() {
        SegmentName name = new SegmentName("sam-web_1", 42);

        assertThat(name.plain()).isEqualTo("sam-web_1.0000000000000042.jsonl");
        assertThat(name.compressed()).isEqualTo("sam-web_1.0000000000000042.jsonl.gz");
        assertThat(SegmentName.parse(name.plain())).isEqualTo(name);
        assertThat(SegmentName.parse(name.compressed())).isEqualTo(name);
    }

    private Path plain(String name) throws IOException {
        return Files.writeString(directory.resolve(name + ".jsonl"), "plain " + name);
    }

    private Path compressed(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] text = ("compressed " + name).getBytes(StandardCharsets.US_ASCII);
        MemberWriter.compress(new ByteArrayInputStream(text), out);
        return Files.write(directory.resolve(name + ".jsonl.gz"), out.toByteArray());
    }

    private static String text(StoredSegment segment) throws IOException {
        try (InputStream in = segment.open()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
