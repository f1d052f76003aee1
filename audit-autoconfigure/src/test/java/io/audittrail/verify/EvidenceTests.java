package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.line.CheckpointText;
import io.audittrail.line.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTests {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant ELEVEN = TEN.plusSeconds(3600);
    private static final Instant TWELVE = TEN.plusSeconds(7200);
    private static final Instant THIRTEEN = TEN.plusSeconds(10_800);

    @TempDir
    Path temporary;

    private Path directory;
    private Path file;

    @BeforeEach
    void makePlaces() throws IOException {
        directory = Files.createDirectory(temporary.resolve("log"));
        file = temporary.resolve("evidence.zip");
    }

    @Test
    void allOfALogIsTakenAsItLiesThere() throws IOException {
        TestLog log = hours("sam-web-1").compress(0);
        Files.delete(log.file(0));

        Verification written = Evidence.of(directory).writeTo(file);

        assertThat(written).isEqualTo(Verifier.ofChain().directory(directory));
        assertThat(written.isWhole()).isTrue();
        assertThat(names())
                .containsExactly(
                        "README.txt",
                        "sam-web-1.0000000000000001.jsonl.gz",
                        "sam-web-1.0000000000000004.jsonl",
                        "sam-web-1.0000000000000006.jsonl",
                        "policies.jsonl",
                        "gaps.jsonl",
                        "report.json",
                        "manifest.json");
        for (Path segment : List.of(log.compressedFile(0), log.file(1), log.file(2))) {
            assertThat(bytes(segment.getFileName().toString())).isEqualTo(Files.readAllBytes(segment));
        }
        assertThat(Evidence.verify(file)).isEqualTo(written);
    }

    @Test
    void ofATimeTheSegmentsAreTakenThatCanHoldALineOfIt() throws IOException {
        hours("sam-web-1");

        Verification written = export(ELEVEN, ELEVEN.plusSeconds(1));

        assertThat(segments()).containsExactly("sam-web-1.0000000000000004.jsonl");
        assertThat(written.damages()).isEmpty();
        assertThat(Evidence.verify(file)).isEqualTo(written);
        assertThat(text("manifest.json"))
                .contains("\"from\":\"2026-11-20T11:00:00Z\",\"to\":\"2026-11-20T11:00:01Z\",\"streams\":[{"
                        + "\"stream\":\"sam-web-1\",\"firstSeq\":4,\"lastSeq\":5,"
                        + "\"earlier\":\"left-out\",\"later\":\"left-out\"}]");
    }

    @Test
    void bothEndsOfTheTimeBelongToIt() throws IOException {
        hours("sam-web-1");

        export(TEN, ELEVEN);

        assertThat(segments()).containsExactly("sam-web-1.0000000000000001.jsonl", "sam-web-1.0000000000000004.jsonl");
    }

    @Test
    void whatCameLateIsTakenWithAllThatLiesBetween() throws IOException {
        new TestLog(directory)
                .at(TEN)
                .segment()
                .record(1)
                .at(ELEVEN)
                .segment()
                .record(2)
                .at(TWELVE)
                .segment()
                .at(TEN)
                .record(3)
                .at(THIRTEEN)
                .segment()
                .record(4)
                .written();

        Verification written = export(TEN, TEN);

        assertThat(segments()).hasSize(3);
        assertThat(written.damages()).isEmpty();
        assertThat(Evidence.verify(file).damages()).isEmpty();
    }

    @Test
    void theLastSegmentIsAskedForItsOwnTimes() throws IOException {
        hours("sam-web-1");

        export(TWELVE, null);

        assertThat(segments()).containsExactly("sam-web-1.0000000000000006.jsonl");
        Files.delete(file);
        assertThatThrownBy(() -> export(TWELVE.plusSeconds(1), null)).isInstanceOf(IOException.class);
    }

    @Test
    void eachStreamHasItsOwnPart() throws IOException {
        hours("sam-web-1");
        hours("sam-web-2");
        new TestLog(directory, "early").at(TEN).segment().record(1).written();

        Verification written = export(ELEVEN, null);

        assertThat(segments())
                .containsExactly(
                        "sam-web-1.0000000000000004.jsonl",
                        "sam-web-1.0000000000000006.jsonl",
                        "sam-web-2.0000000000000004.jsonl",
                        "sam-web-2.0000000000000006.jsonl");
        assertThat(written.damages()).isEmpty();
        assertThat(Evidence.verify(file)).isEqualTo(written);
        assertThat(text("report.json"))
                .contains("\"log\":{\"whole\":true,\"badPlaces\":0,\"streams\":[{\"stream\":\"early\"");
    }

    @Test
    void nothingIsWrittenWhereThereIsNothingToTake() throws IOException {
        assertThatThrownBy(() -> Evidence.of(directory).writeTo(file))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no audit log in " + directory);
        hours("sam-web-1");
        assertThatThrownBy(() -> export(THIRTEEN, null))
                .isInstanceOf(IOException.class)
                .hasMessage("no segment in " + directory
                        + " can hold a line of the time from 2026-11-20T13:00:00Z to the end");
        assertThatThrownBy(() -> Evidence.of(directory).between(TWELVE, TEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("from 2026-11-20T12:00:00Z is after to 2026-11-20T10:00:00Z");
        assertThat(left()).containsExactly("log");
    }

    @Test
    void aSegmentThatWasOnlyJustBegunHoldsNothing() throws IOException {
        Files.createFile(directory.resolve("sam-web-1.0000000000000001.jsonl"));

        assertThatThrownBy(() -> Evidence.of(directory).writeTo(file))
                .hasMessage(
                        "no segment in " + directory + " can hold a line of the time from the beginning to the end");
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        hours("sam-web-1");
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> Evidence.of(directory).writeTo(file)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(file).hasContent("mine");
        assertThat(left()).containsExactly("evidence.zip", "log");
    }

    @Test
    void halfALineIsLeftToTheWriter() throws IOException {
        TestLog log = hours("sam-web-1");
        byte[] whole = Files.readAllBytes(log.file(2));
        Files.writeString(log.file(2), "{\"v\":1,\"@time", StandardOpenOption.APPEND);

        export(null, null);

        assertThat(bytes("sam-web-1.0000000000000006.jsonl")).isEqualTo(whole);
        assertThat(Evidence.verify(file).damages()).isEmpty();
    }

    @Test
    void policiesAreTakenThatWereInForce() throws IOException {
        TestLog log = new TestLog(directory)
                .at(TEN)
                .segment()
                .control("started", Map.of("policy", "zeroth"))
                .segment()
                .control("started", Map.of("policy", "first"))
                .control("started", Map.of("policy", "second"))
                .segment()
                .control("policy-changed", Map.of("policy", "third"))
                .at(ELEVEN)
                .segment()
                .control("started", Map.of("policy", "fourth"))
                .at(TWELVE)
                .segment()
                .control("started", Map.of("policy", "fifth"))
                .written();

        export(ELEVEN, ELEVEN);

        assertThat(text("policies.jsonl").lines())
                .containsExactly(
                        Files.readAllLines(log.file(1)).get(2),
                        Files.readAllLines(log.file(2)).get(1),
                        Files.readAllLines(log.file(3)).get(1));
        assertThat(Evidence.verify(file).damages()).isEmpty();
        assertThat(EvidenceCheck.of(file, null).olderPolicies()).isEqualTo(2);
    }

    @Test
    void gapsAreThoseThatTheSegmentsTellOf() throws IOException {
        new TestLog(directory)
                .at(TEN)
                .segment()
                .control("started", Map.of())
                .control("stopped", Map.of())
                .at(ELEVEN)
                .segment()
                .control("suspended", Map.of("reason", "No space left"))
                .control("resumed", Map.of("records", 3L))
                .record(1)
                .at(TWELVE)
                .segment()
                .control("stopped", Map.of())
                .at(THIRTEEN)
                .segment()
                .record(1)
                .written();

        export(ELEVEN, ELEVEN);

        assertThat(text("gaps.jsonl"))
                .isEqualTo("{\"kind\":\"SUSPENDED\",\"stream\":\"sam-web-1\",\"from\":\"2026-11-20T11:00:00Z\","
                        + "\"to\":\"2026-11-20T11:00:00Z\",\"records\":3,\"seq\":6,\"detail\":\"No space left\"}\n");
        assertThat(Evidence.verify(file).damages()).isEmpty();
    }

    @Test
    void checkpointsAreTakenThatCanBeHeldAgainstTheSegments() throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TestLog log = new TestLog(directory).at(TEN).segment().record(1);
        Path checkpoints = temporary.resolve("checkpoints");
        TestLog.checkpoints(
                checkpoints,
                CheckpointText.sign(log.head(), keys.getPrivate()),
                CheckpointText.sign(new TestLog(directory, "other").segment().head(), keys.getPrivate()),
                CheckpointText.sign(log.record(2).head(), keys.getPrivate()),
                CheckpointText.sign(log.at(ELEVEN).segment().record(3).head(), keys.getPrivate()),
                CheckpointText.sign(log.at(TWELVE).segment().head(), keys.getPrivate()));
        log.written();
        new TestLog(directory, "other").segment().written();

        Verification written = Evidence.of(directory)
                .between(ELEVEN, ELEVEN)
                .withCheckpoints(checkpoints, keys.getPublic())
                .writeTo(file);

        List<String> all = Files.readAllLines(checkpoints);
        assertThat(text("checkpoints.jsonl").lines()).containsExactly(all.get(2), all.get(3));
        assertThat(written.damages()).isEmpty();
        assertThat(written.streams().get(0).checkpoints()).isEqualTo(2);
        assertThat(Evidence.verify(file)).isEqualTo(written);
        assertThat(Evidence.verify(file, keys.getPublic())).isEqualTo(written);
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThat(Evidence.verify(file, others.getPublic()).damages())
                .singleElement()
                .extracting(Damage::kind, Damage::file)
                .containsExactly(Damage.Kind.WRONG_KEY, "public-key.pem");
    }

    @Test
    void withoutAKeyInItTheOneThatIsGivenDecides() throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TestLog log = hours("sam-web-1");
        Path checkpoints = TestLog.checkpoints(
                temporary.resolve("checkpoints"), CheckpointText.sign(log.head(), keys.getPrivate()));

        Evidence.of(directory).withCheckpoints(checkpoints).writeTo(file);

        assertThat(Evidence.verify(file).damages()).isEmpty();
        assertThat(Evidence.verify(file, keys.getPublic()).damages()).isEmpty();
        assertThat(Evidence.verify(file, others.getPublic()).damages())
                .extracting(Damage::kind)
                .contains(Damage.Kind.WRONG_SIGNATURE);
    }

    @Test
    void aTailThatWasCutShowsInTheEvidenceToo() throws IOException {
        TestLog log = hours("sam-web-1");
        Path checkpoints = TestLog.checkpoints(temporary.resolve("checkpoints"), log.head());
        Files.delete(log.file(2));

        Verification written =
                Evidence.of(directory).withCheckpoints(checkpoints).writeTo(file);

        assertThat(written.damages()).extracting(Damage::kind).containsExactly(Damage.Kind.MISSING_TAIL);
        assertThat(Evidence.verify(file)).isEqualTo(written);
    }

    @Test
    void aTailThatWasEmptiedShowsInTheEvidenceToo() throws IOException {
        TestLog log = hours("sam-web-1");
        Path checkpoints = TestLog.checkpoints(temporary.resolve("checkpoints"), log.head());
        Files.writeString(log.file(2), "");

        Verification written =
                Evidence.of(directory).withCheckpoints(checkpoints).writeTo(file);

        assertThat(written.damages()).extracting(Damage::kind).containsExactly(Damage.Kind.MISSING_TAIL);
        assertThat(Evidence.verify(file)).isEqualTo(written);
    }

    @Test
    void aTailThatIsNoLogAnyMoreIsTaken() throws IOException {
        TestLog log = hours("sam-web-1");
        Files.writeString(log.file(2), "x\n");

        Verification written = export(THIRTEEN, null);

        assertThat(written.damages()).extracting(Damage::kind).contains(Damage.Kind.MALFORMED_LINE);
        assertThat(Evidence.verify(file)).isEqualTo(written);
    }

    @Test
    void damageIsEvidenceToo() throws IOException {
        TestLog log = hours("sam-web-1");
        Files.writeString(log.file(1), Files.readString(log.file(1)).replace("\"entityId\":2", "\"entityId\":9"));

        Verification written = export(ELEVEN, null);

        assertThat(written.damages())
                .extracting(Damage::file, Damage::line, Damage::kind)
                .containsExactly(tuple("sam-web-1.0000000000000004.jsonl", 2L, Damage.Kind.WRONG_HASH));
        assertThat(Evidence.verify(file)).isEqualTo(written);
        assertThat(text("report.json")).contains("\"kind\":\"wrong-hash\"");
    }

    @Test
    void damageOfWhatIsLeftOutIsReported() throws IOException {
        TestLog log = hours("sam-web-1");
        Files.writeString(log.file(0), "x");

        Verification written = export(TWELVE, null);

        assertThat(written.damages()).isEmpty();
        assertThat(Evidence.verify(file).damages()).isEmpty();
        assertThat(text("report.json")).startsWith("{\"at\":").contains("\"log\":{\"whole\":false,\"badPlaces\":");
    }

    @Test
    void aCompressedSegmentThatCannotBeReadIsTaken() throws IOException {
        TestLog log = hours("sam-web-1").compress(1);
        Files.delete(log.file(1));
        byte[] broken = Files.readAllBytes(log.compressedFile(1));
        broken[40] ^= 1;
        Files.write(log.compressedFile(1), broken);

        Verification written = export(null, null);

        assertThat(written.damages()).extracting(Damage::kind).contains(Damage.Kind.DAMAGED_GZIP);
        assertThat(bytes("sam-web-1.0000000000000004.jsonl.gz")).isEqualTo(broken);
        assertThat(Evidence.verify(file)).isEqualTo(written);
    }

    @Test
    void whatOnlyTheNextSegmentExplainsBringsItAlong() throws IOException {
        TestLog log = new TestLog(directory).at(TEN).segment().record(1).written();
        long length = Files.size(log.file(0));
        log.at(ELEVEN).segment(length).record(2).at(TWELVE).segment().record(3).written();
        Files.writeString(log.file(0), "half a li", StandardOpenOption.APPEND);

        Verification written = export(TEN, TEN);

        assertThat(segments()).hasSize(2);
        assertThat(written.damages()).isEmpty();
        assertThat(Evidence.verify(file).damages()).isEmpty();
    }

    @Test
    void aStartThatRetentionHasRemovedIsNoDamage() throws IOException {
        TestLog log = hours("sam-web-1");
        log.remove(0).written();

        Verification written = export(ELEVEN, ELEVEN);

        assertThat(written.damages()).isEmpty();
        assertThat(Evidence.verify(file).damages()).isEmpty();
        assertThat(text("manifest.json")).contains("\"earlier\":\"removed\",\"later\":\"left-out\"");
    }

    @Test
    void aStartThatRetentionRemovesAfterItWasTakenIsThere() throws IOException {
        TestLog log = hours("sam-web-1");
        Evidence.Exported exported;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            exported = new EvidenceWriter(directory, new Span(TEN, ELEVEN), null, THIRTEEN, file, channel).write(() -> {
                log.remove(0).written();
                return Verifier.ofChain().directory(directory);
            });
        }

        assertThat(exported.log().damages()).isEmpty();
        assertThat(exported.segments().damages()).isEmpty();
        assertThat(Evidence.verify(file)).isEqualTo(exported.segments());
        assertThat(text("manifest.json")).doesNotContain("removed");
    }

    @Test
    void aStartThatIsGoneIsDamage() throws IOException {
        TestLog log = hours("sam-web-1");
        Files.delete(log.file(0));

        Verification written = export(null, null);

        assertThat(written.damages()).extracting(Damage::kind).containsExactly(Damage.Kind.MISSING_START);
        assertThat(Evidence.verify(file)).isEqualTo(written);
    }

    @Test
    void whatSomebodyElseWritesMeanwhileDoesNoHarm() throws Exception {
        Path other = Files.createDirectory(temporary.resolve("other"));
        TestLog source = new TestLog(other);
        for (int n = 0; n < 60; n++) {
            source.segment();
            for (int i = 0; i < 40; i++) {
                source.record(i);
            }
        }
        source.written();
        Files.createFile(directory.resolve(source.file(0).getFileName()));
        int n = 0;
        for (int from = 0; from < 60; from += 12) {
            int begin = from;
            Thread writer = new Thread(() -> LiveLog.write(source, begin, begin + 12, directory));
            writer.start();
            do {
                Path each = temporary.resolve("evidence-" + n++ + ".zip");
                try {
                    Verification written = Evidence.of(directory).writeTo(each);
                    assertThat(written.damages()).isEmpty();
                    assertThat(Evidence.verify(each)).isEqualTo(written);
                } catch (IOException e) {
                    assertThat(e).as("before the first line").hasMessageContaining("no segment in");
                }
            } while (writer.isAlive());
            writer.join();
        }
    }

    @Test
    void theTimeAndTheDigestStandInIt() throws IOException {
        hours("sam-web-1");

        Evidence.of(directory).at(Clock.fixed(THIRTEEN, ZoneOffset.UTC)).writeTo(file);

        assertThat(text("manifest.json")).startsWith("{\"evidence\":1,\"created\":\"2026-11-20T13:00:00Z\",");
        byte[] all = Files.readAllBytes(file);
        int comment = all.length - ZipFrame.COMMENT;
        assertThat(new String(all, comment, ZipFrame.COMMENT, StandardCharsets.US_ASCII))
                .isEqualTo("SHA-256 of all bytes before this line: " + Digests.of(Arrays.copyOf(all, comment)));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getComment()).startsWith("SHA-256 of all bytes");
        }
    }

    /** Three segments, of 10, 11 and 12 o'clock. */
    private TestLog hours(String stream) throws IOException {
        return new TestLog(directory, stream)
                .at(TEN)
                .segment()
                .control("started", Map.of("policy", "p"))
                .record(1)
                .at(ELEVEN)
                .segment()
                .record(2)
                .at(TWELVE)
                .segment()
                .record(3)
                .written();
    }

    private Verification export(@Nullable Instant from, @Nullable Instant to) throws IOException {
        return Evidence.of(directory).between(from, to).writeTo(file);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> names() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().map(entry -> entry.getName()).toList();
        }
    }

    private List<String> segments() throws IOException {
        return names().stream().filter(name -> name.contains(".00000")).toList();
    }

    private String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            return out.toByteArray();
        }
    }
}
