package io.audittrail.verify;

import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.Checkpoint;
import io.audittrail.line.Chain;
import io.audittrail.line.CheckpointText;
import io.audittrail.line.LineBuffer;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import io.audittrail.line.Records;
import io.audittrail.line.Seal;
import io.audittrail.segment.MemberWriter;
import io.audittrail.segment.SegmentName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a log by the rules, segment by segment, with the real encoder and chain. */
final class TestLog {

    static final String STREAM = "sam-web-1";

    private final Path directory;
    private final String stream;
    private final LineEncoder encoder;
    private final Lines lines = new Lines(512);
    private final List<SegmentName> segments = new ArrayList<>();
    private LineBuffer out = new LineBuffer(8192);
    private Chain chain;
    private Instant now = Records.AT;
    private Instant earliest = Records.AT;
    private Instant latest = Records.AT;

    TestLog(Path directory) {
        this(directory, STREAM);
    }

    TestLog(Path directory, String stream) {
        this.directory = directory;
        this.stream = stream;
        this.encoder = new LineEncoder(stream);
        this.chain = Chain.genesis(stream);
    }

    /** Three segments with 3, 4 and 3 lines, control lines and flags among them. */
    static TestLog small(Path directory) throws IOException {
        TestLog log = new TestLog(directory);
        log.segment().control("started", Map.of("version", "1.2")).record(1);
        log.segment().record(2).flagged(3, true, false).record(4);
        log.segment().flagged(5, true, true).control("stopped", Map.of());
        return log.written();
    }

    /** The time of what comes next. */
    TestLog at(Instant time) {
        now = time;
        return this;
    }

    /** Begins the next segment. */
    TestLog segment() throws IOException {
        return segment(-1);
    }

    /** Begins the next segment, which says that only so many bytes of the one before count. */
    TestLog segment(long length) throws IOException {
        written();
        Map<String, @Nullable Object> previous = new LinkedHashMap<>();
        if (!segments.isEmpty()) {
            Seal head = chain.head();
            previous.put("file", last().plain());
            previous.put("seq", head.seq());
            previous.put("hash", head.hash());
            previous.put("earliest", earliest.toString());
            previous.put("latest", latest.toString());
            if (length >= 0) {
                previous.put("length", length);
            }
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("previous", segments.isEmpty() ? null : previous);
        return begin("segment-opened", details);
    }

    /** Begins a segment behind a chain that cannot be continued. */
    TestLog broken(long seq) throws IOException {
        return broken(seq, details("file", "c", "expected", "a \u001b[31m", "found", "b"));
    }

    TestLog broken(long seq, Map<String, ?> details) throws IOException {
        written();
        chain = Chain.broken(seq);
        return begin("chain-broken", details);
    }

    private TestLog begin(String control, Map<String, ?> details) {
        segments.add(new SegmentName(stream, chain.seq() + 1));
        out = new LineBuffer(8192);
        earliest = now;
        latest = now;
        return control(control, details);
    }

    TestLog control(String control, Map<String, ?> details) {
        encoder.control(now, control, details, lines);
        return seal(now);
    }

    TestLog record(Object id) {
        return flagged(id, false, false);
    }

    TestLog flagged(Object id, boolean unknown, boolean redelivered) {
        ChangeSet set = Records.set(Records.update(id, new Change("title", "Old", "New")));
        return records(new ChangeSet(set.tx(), now, set.unit(), set.records(), Map.of()), unknown, redelivered);
    }

    TestLog records(ChangeSet set, boolean unknown, boolean redelivered) {
        encoder.encode(set, lines);
        if (unknown) {
            lines.outcomeUnknown();
        }
        if (redelivered) {
            lines.redelivered();
        }
        return seal(set.timestamp());
    }

    private TestLog seal(Instant time) {
        earliest = time.isBefore(earliest) ? time : earliest;
        latest = time.isAfter(latest) ? time : latest;
        for (int i = 0; i < lines.count(); i++) {
            int start = out.length();
            out.append(lines.buffer().array(), lines.start(i), lines.end(i));
            lines.appendFlags(out);
            chain.seal(out, start);
        }
        chain.keep();
        return this;
    }

    /** Says that the n-th segment was removed by retention, and removes it. */
    TestLog remove(int n) throws IOException {
        String text = Files.readString(file(n));
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        Seal last = Seal.parse(bytes, 0, bytes.length);
        if (last == null) {
            throw new IllegalStateException("No seal in " + text);
        }
        Map<String, Object> details = details(
                "file", segments.get(n).plain(),
                "firstSeq", segments.get(n).firstSeq(),
                "seq", last.seq(),
                "hash", last.hash(),
                "reason", "age");
        control("segment-removed", details);
        Files.delete(file(n));
        return this;
    }

    /** Keys and values in their order. */
    static Map<String, Object> details(Object... keysAndValues) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            details.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return details;
    }

    /** Writes the current segment to its file. */
    TestLog written() throws IOException {
        if (!segments.isEmpty()) {
            Files.write(file(segments.size() - 1), Arrays.copyOf(out.array(), out.length()));
        }
        return this;
    }

    Checkpoint head() {
        Seal head = chain.head();
        return new Checkpoint(stream, head.seq(), head.hash(), now, null);
    }

    Path file(int n) {
        return directory.resolve(segments.get(n).plain());
    }

    Path compressedFile(int n) {
        return directory.resolve(segments.get(n).compressed());
    }

    /** Leaves the n-th segment in both forms. */
    TestLog compress(int n) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (InputStream plain = Files.newInputStream(file(n))) {
            MemberWriter.compress(plain, compressed);
        }
        Files.write(compressedFile(n), compressed.toByteArray());
        return this;
    }

    private SegmentName last() {
        return segments.get(segments.size() - 1);
    }

    /** The checkpoints as a file. */
    static Path checkpoints(Path file, Checkpoint... checkpoints) throws IOException {
        return Files.writeString(
                file,
                Arrays.stream(checkpoints)
                        .map(each -> CheckpointText.of(each) + "\n")
                        .collect(Collectors.joining()));
    }

    /** The lines, each without its seal, sealed anew from the start of a stream: what a forger would write. */
    static String forged(String stream, List<String> lines) {
        Chain chain = Chain.genesis(stream);
        LineBuffer out = new LineBuffer(8192);
        for (String line : lines) {
            int start = out.length();
            out.append(line.substring(0, line.lastIndexOf(",\"seq\":")).getBytes(StandardCharsets.UTF_8));
            chain.seal(out, start);
        }
        return out.toString();
    }

    static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
