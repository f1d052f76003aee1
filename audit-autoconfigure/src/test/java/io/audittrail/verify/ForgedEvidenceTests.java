package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.line.Digests;
import io.audittrail.verify.Damage.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody may hand over who makes all digests anew, or wants to harm the one who verifies. */
class ForgedEvidenceTests {

    private static final String FIRST = "sam-web-1.0000000000000001.jsonl";
    private static final String SECOND = "sam-web-1.0000000000000004.jsonl";

    @TempDir
    Path temporary;

    private Path file;
    private Path forged;
    private @Nullable List<Manifest.Part> parts;
    private UnaryOperator<List<Manifest.Content>> contents = files -> files;

    @BeforeEach
    void export() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("log"));
        new TestLog(directory)
                .segment()
                .control("started", Map.of("policy", "p"))
                .control("suspended", Map.of())
                .segment()
                .control("resumed", Map.of("records", 3L))
                .record(1)
                .written();
        file = temporary.resolve("evidence.zip");
        forged = temporary.resolve("forged.zip");
        Evidence.of(directory).writeTo(file);
    }

    @Test
    void whatIsPackedAnewIsTheSame() throws IOException {
        assertThat(damages(files -> {})).isEmpty();
        assertThat(forged).hasSameBinaryContentAs(file);
    }

    @Test
    void aLineThatIsChangedBreaksTheChain() throws IOException {
        assertThat(damages(files -> replace(files, SECOND, "\"entityId\":1", "\"entityId\":2")))
                .extracting(Damage::file, Damage::kind)
                .contains(tuple(SECOND, Kind.WRONG_HASH));
    }

    @Test
    void aSegmentThatIsTakenOutIsMissed() throws IOException {
        assertThat(damages(files -> files.remove(FIRST)))
                .extracting(Damage::kind)
                .contains(Kind.MISSING_START);
        assertThat(damages(files -> files.remove(SECOND)))
                .extracting(Damage::kind)
                .contains(Kind.WRONG_SUMMARY);
    }

    @Test
    void gapsThatTheSegmentsDoNotTellOfAreFound() throws IOException {
        assertThat(damages(files -> replace(files, "gaps.jsonl", "\"records\":3", "\"records\":2")))
                .extracting(Damage::file)
                .containsExactly("gaps.jsonl");
        assertThat(damages(files -> files.put("gaps.jsonl", new byte[0])))
                .extracting(Damage::file, Damage::kind)
                .containsExactly(tuple("gaps.jsonl", Kind.WRONG_SUMMARY));
        assertThat(damages(files -> append(files, "gaps.jsonl", text(files, "gaps.jsonl"))))
                .extracting(Damage::file)
                .containsExactly("gaps.jsonl");
        assertThat(damages(files -> files.put("gaps.jsonl", new byte[20_000_000])))
                .extracting(Damage::file)
                .containsExactly("gaps.jsonl");
        assertThat(damages(files -> replace(files, "gaps.jsonl", "Writing was", "In other words it was")))
                .isEmpty();
    }

    @Test
    void policiesThatTheSegmentsDoNotTellOfAreFound() throws IOException {
        assertThat(damages(files -> replace(files, "policies.jsonl", "\"p\"", "\"q\"")))
                .extracting(Damage::file)
                .containsExactly("policies.jsonl");
        assertThat(damages(files -> files.put("policies.jsonl", new byte[0])))
                .extracting(Damage::file)
                .containsExactly("policies.jsonl");
        assertThat(damages(files -> append(files, "policies.jsonl", "x\n")))
                .extracting(Damage::file)
                .containsExactly("policies.jsonl");
    }

    @Test
    void aReportOfSomethingElseIsFound() throws IOException {
        assertThat(damages(files -> replaceLast(files, "report.json", "\"lastSeq\":", "\"lastSeq\":1")))
                .extracting(Damage::file)
                .containsExactly("report.json");
        assertThat(damages(files -> files.put("report.json", new byte[] {'['})))
                .extracting(Damage::file)
                .containsExactly("report.json");
    }

    @Test
    void filesThatExportDoesNotWriteAreRefused() throws IOException {
        assertThat(damages(files -> files.put("virus.exe", new byte[] {1})))
                .extracting(Damage::file, Damage::kind)
                .containsExactly(tuple("virus.exe", Kind.MALFORMED_EVIDENCE));
        assertThat(damages(files -> files.remove("README.txt")))
                .extracting(Damage::file, Damage::kind)
                .containsExactly(tuple("README.txt", Kind.MALFORMED_EVIDENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil.jsonl", "/etc/passwd", "a/b", "..", ".x", "a b", "C:x", "a\\b", "a\n"})
    void namesThatLeadSomewhereAreRefused(String name) throws IOException {
        assertThat(damages(files -> files.put(name, new byte[0])))
                .singleElement()
                .asString()
                .matches("forged.zip: malformed-evidence: at byte [0-9]+: the name [ -~]+");
    }

    @Test
    void whatTheManifestDoesNotNameIsRefused() throws IOException {
        pack(read(), zip -> {}, zip -> zip.add("later.txt", new byte[0]));

        assertThat(Evidence.verify(forged).damages())
                .singleElement()
                .hasToString("manifest.json: malformed-evidence: it names other files than there are");
    }

    @Test
    void whatTheManifestSaysOfAFileMustBeTrue() throws IOException {
        contents = files -> files.stream()
                .map(each -> new Manifest.Content(
                        each.name(), each.size(), each.sha256().replace('1', '2')))
                .toList();
        assertThat(damages(files -> {})).extracting(Damage::kind).containsOnly(Kind.WRONG_DIGEST);

        contents = files -> files.stream()
                .map(each -> new Manifest.Content(each.name(), each.size() + 1, each.sha256()))
                .toList();
        assertThat(damages(files -> {})).extracting(Damage::kind).containsOnly(Kind.WRONG_DIGEST);
    }

    @Test
    void whatTheManifestSaysOfAStreamMustBeTrue() throws IOException {
        String stream = "sam-web-1";
        parts = List.of(new Manifest.Part(stream, 2, 6, null, null));
        assertThat(damages(files -> {}))
                .singleElement()
                .hasToString("manifest.json: wrong-summary: stream sam-web-1 does not go from seq 2 to 6");
        parts = List.of(new Manifest.Part(stream, 1, 7, null, null));
        assertThat(damages(files -> {})).extracting(Damage::kind).containsExactly(Kind.WRONG_SUMMARY);
        parts = List.of();
        assertThat(damages(files -> {}))
                .singleElement()
                .hasToString("manifest.json: wrong-summary: the segments are of other streams");
        parts = List.of(new Manifest.Part(stream, 1, 6, null, null), new Manifest.Part("other", 1, 6, null, null));
        assertThat(damages(files -> {})).extracting(Damage::kind).contains(Kind.WRONG_SUMMARY);
    }

    @Test
    void whatIsCompressedAlreadyIsNotCompressedAgain() throws IOException {
        String twice = "other.0000000000000001.jsonl.gz";
        pack(read(), zip -> zip.add(twice, new byte[100]), zip -> {});

        assertThat(Evidence.verify(forged).damages())
                .singleElement()
                .hasToString(twice + ": malformed-evidence: packed otherwise than export does");
    }

    @Test
    void aChecksumThatDoesNotFitIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        replace(bytes, Arrays.copyOfRange(bytes, 14, 18), new byte[] {1, 2, 3, 4});
        Files.write(forged, sealed(bytes));

        assertThat(Evidence.verify(forged).damages())
                .singleElement()
                .asString()
                .startsWith("README.txt: wrong-digest: expected CRC-32 4030201, found ");
    }

    @Test
    void aDirectoryThatPointsElsewhereIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int directory = (int) ZipFrame.directory(Arrays.copyOfRange(bytes, bytes.length - ZipFrame.TAIL, bytes.length));
        bytes[directory + 46 + "README.txt".length() + 20] = 1;
        Files.write(forged, sealed(bytes));

        assertThat(Evidence.verify(forged).damages())
                .singleElement()
                .hasToString(
                        "forged.zip: malformed-evidence: at byte " + directory + ": a file in an impossible place");
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() throws IOException {
        pack(read(), zip -> zip.add("gaps.jsonl", new byte[0]), zip -> {});

        assertThat(Evidence.verify(forged).damages())
                .singleElement()
                .asString()
                .contains("malformed-evidence: at byte ", "gaps.jsonl for the second time");
    }

    @Test
    void whatUnpacksToMoreThanItSaysIsNotUnpacked() throws IOException {
        Map<String, byte[]> files = read();
        files.put("gaps.jsonl", new byte[12_345_678]);
        pack(files, zip -> {}, zip -> {});
        byte[] bytes = Files.readAllBytes(forged);
        replace(bytes, little(12_345_678), little(100));
        Files.write(forged, sealed(bytes));

        assertThat(Evidence.verify(forged).damages())
                .singleElement()
                .asString()
                .isEqualTo("gaps.jsonl: wrong-digest: cannot be unpacked: does not hold 100 bytes, as it should");
    }

    @Test
    void aDirectoryBeyondReasonIsRefused() throws IOException {
        byte[] end = ZipFrame.end(Long.MAX_VALUE, 0, 20_000_000);
        byte[] bytes = Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 20_000_000 + end.length + ZipFrame.COMMENT);
        System.arraycopy(end, 0, bytes, 20_000_000, end.length);
        Files.write(forged, sealed(bytes));

        assertThat(Evidence.verify(forged).damages())
                .singleElement()
                .asString()
                .isEqualTo("forged.zip: malformed-evidence: at byte 20000000: a directory of 20000000 bytes");
    }

    @Test
    void aZipFileOfSomebodyElseIsNone() throws IOException {
        try (OutputStream out = Files.newOutputStream(forged);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : read().entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }

        assertThat(Evidence.verify(forged).damages())
                .extracting(Damage::kind)
                .containsExactly(Kind.WRONG_DIGEST, Kind.MALFORMED_EVIDENCE);
    }

    @Test
    void aNameThatIsAnotherInTheDirectoryIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, 30, 10, StandardCharsets.US_ASCII)).isEqualTo("README.txt");
        bytes[30] = 'S';
        Files.write(forged, sealed(bytes));

        assertThat(Evidence.verify(forged).damages())
                .singleElement()
                .asString()
                .isEqualTo("forged.zip: malformed-evidence: at byte 30: another byte than export writes");
    }

    @Test
    void whatLiesBeforeOrBetweenTheFilesIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] more = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, more, 5, bytes.length);
        Files.write(forged, sealed(more));

        assertThat(Evidence.verify(forged).damages()).extracting(Damage::kind).containsExactly(Kind.MALFORMED_EVIDENCE);
    }

    private List<Damage> damages(Consumer<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> files = read();
        change.accept(files);
        pack(files, zip -> {}, zip -> {});
        return Evidence.verify(forged).damages();
    }

    @FunctionalInterface
    private interface Adding {
        void to(ZipWriter zip) throws IOException;
    }

    private void pack(Map<String, byte[]> files, Adding before, Adding after) throws IOException {
        Manifest manifest;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            manifest = Objects.requireNonNull(Manifest.parse(
                    zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes()));
        }
        Files.deleteIfExists(forged);
        try (FileChannel channel = FileChannel.open(
                forged, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ZipWriter zip = new ZipWriter(channel);
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.add(each.getKey(), !each.getKey().endsWith(".gz"), out -> out.write(each.getValue()));
            }
            before.to(zip);
            Manifest anew = new Manifest(
                    manifest.created(),
                    manifest.version(),
                    manifest.span(),
                    parts == null ? manifest.streams() : parts,
                    contents.apply(zip.contents()));
            zip.add("manifest.json", anew.json());
            after.to(zip);
            zip.seal();
        }
    }

    private Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (!entry.getName().equals("manifest.json")) {
                    files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        return files;
    }

    private static byte[] sealed(byte[] bytes) {
        int at = bytes.length - ZipFrame.COMMENT;
        byte[] comment = ZipFrame.comment(Digests.of(Arrays.copyOf(bytes, at)));
        System.arraycopy(comment, 0, bytes, at, comment.length);
        return bytes;
    }

    private static byte[] little(long number) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    private static void replace(byte[] bytes, byte[] from, byte[] to) {
        for (int at = 0; at + from.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, bytes, at, to.length);
            }
        }
    }

    private static void replace(Map<String, byte[]> files, String name, String from, String to) {
        String text = text(files, name);
        assertThat(text).contains(from);
        files.put(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private static void replaceLast(Map<String, byte[]> files, String name, String from, String to) {
        String text = text(files, name);
        int at = text.lastIndexOf(from);
        String anew = text.substring(0, at) + to + text.substring(at + from.length());
        files.put(name, anew.getBytes(StandardCharsets.UTF_8));
    }

    private static void append(Map<String, byte[]> files, String name, String more) {
        files.put(name, (text(files, name) + more).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(Objects.requireNonNull(files.get(name)), StandardCharsets.UTF_8);
    }
}
