package io.audittrail.trail;

import io.audittrail.ChangeSet;
import io.audittrail.line.Chain;
import io.audittrail.line.LineBuffer;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import io.audittrail.line.Records;
import io.audittrail.line.Seal;
import io.audittrail.segment.MemberWriter;
import io.audittrail.segment.SegmentName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stream that says what a test wants it to, sealed as a ledger does. The n-th second is the time of what is said then. */
final class WrittenLog {

    private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");

    private final Path directory;
    private final String stream;
    private final LineEncoder encoder;
    private final Lines lines = new Lines(64);
    private Chain chain;
    private LineBuffer segment = new LineBuffer(64);
    private long firstSeq = 1;
    private @Nullable Instant earliest;
    private @Nullable Instant latest;
    private int goodLength = -1;

    WrittenLog(Path directory, String stream) {
        this.directory = directory;
        this.stream = stream;
        this.encoder = new LineEncoder(stream);
        this.chain = Chain.genesis(stream);
    }

    static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }

    WrittenLog control(int second, String control, Object... details) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i < details.length; i += 2) {
            map.put((String) details[i], details[i + 1]);
        }
        encoder.control(at(second), control, map, lines);
        return seal();
    }

    WrittenLog started(int second) {
        return control(second, "started");
    }

    WrittenLog stopped(int second) {
        return control(second, "stopped");
    }

    WrittenLog record(int second, Object id) {
        encode(second, Records.TX, id);
        return seal();
    }

    WrittenLog changes(ChangeSet changes) {
        encoder.encode(changes, lines);
        seen(changes.timestamp());
        return seal();
    }

    WrittenLog unknown(int second, UUID tx) {
        return unknown(second, tx, true);
    }

    private WrittenLog unknown(int second, UUID tx, boolean keep) {
        encode(second, tx, 1);
        lines.outcomeUnknown();
        return seal(keep);
    }

    WrittenLog redelivered(int second, UUID tx, boolean unknown) {
        encode(second, tx, 1);
        lines.redelivered();
        if (unknown) {
            lines.outcomeUnknown();
        }
        return seal();
    }

    private void seen(Instant at) {
        latest = earliest == null || at.isAfter(Objects.requireNonNull(latest)) ? at : latest;
        earliest = earliest == null || at.isBefore(earliest) ? at : earliest;
    }

    private void encode(int second, UUID tx, Object id) {
        encoder.encode(
                new ChangeSet(
                        tx, at(second), "sam", Records.set(Records.update(id)).records(), Map.of()),
                lines);
    }

    /** Goes on in a new segment. */
    WrittenLog roll(int second) throws IOException {
        Seal head = chain.head();
        Path before = write();
        firstSeq = head.seq() + 1;
        Map<String, Object> previous = new HashMap<>();
        previous.put("file", String.valueOf(before.getFileName()));
        previous.put("seq", head.seq());
        previous.put("hash", head.hash());
        if (earliest != null && latest != null) {
            previous.put("earliest", earliest.toString());
            previous.put("latest", latest.toString());
            earliest = null;
        }
        if (goodLength >= 0) {
            previous.put("length", (long) goodLength);
            goodLength = -1;
        }
        return control(second, "segment-opened", "previous", previous);
    }

    /** Goes on in a new segment that trusts nothing before. */
    WrittenLog breakChain(int second) throws IOException {
        long seq = chain.seq() + 10;
        write();
        chain = Chain.broken(seq);
        firstSeq = seq + 1;
        return control(second, "chain-broken", "expected", "seq " + seq, "found", "seq " + (seq - 10));
    }

    /** What a failed write leaves behind that cannot be cut off: the next segment tells where the good lines end. */
    WrittenLog failed(int second, UUID tx) {
        goodLength = segment.length();
        unknown(second, tx, false);
        return this;
    }

    /** Leaves out as many lines as there might be. */
    WrittenLog skip(int count) {
        Seal head = chain.head();
        chain = Chain.after(new Seal(head.seq() + count, head.hash()));
        return this;
    }

    /** How much there is that is not in a file yet. */
    int length() {
        return segment.length();
    }

    /** Writes what there is to the file it belongs to. */
    Path write() throws IOException {
        Path file = directory.resolve(new SegmentName(stream, firstSeq).plain());
        Files.write(file, Arrays.copyOf(segment.array(), segment.length()));
        segment = new LineBuffer(64);
        return file;
    }

    static Path compress(Path plain) throws IOException {
        Path compressed = plain.resolveSibling(plain.getFileName() + ".gz");
        try (OutputStream out = Files.newOutputStream(compressed)) {
            MemberWriter.compress(new ByteArrayInputStream(Files.readAllBytes(plain)), out);
        }
        Files.delete(plain);
        return compressed;
    }

    private WrittenLog seal() {
        return seal(true);
    }

    private WrittenLog seal(boolean keep) {
        for (int i = 0; i < lines.count(); i++) {
            int start = segment.length();
            segment.append(lines.buffer().array(), lines.start(i), lines.end(i));
            lines.appendFlags(segment);
            chain.seal(segment, start);
        }
        if (keep) {
            chain.keep();
        } else {
            chain.drop();
        }
        return this;
    }
}
