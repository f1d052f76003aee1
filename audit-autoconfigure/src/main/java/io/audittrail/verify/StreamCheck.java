package io.audittrail.verify;

import io.audittrail.line.LineEncoder;
import io.audittrail.line.Seal;
import io.audittrail.segment.SegmentName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Holds the lines of one stream, one after the other, to the rules of the chain and against their checkpoints. */
final class StreamCheck implements AutoCloseable {

    private final String stream;
    private final byte[] lineStream;
    private final Damages damages = new Damages();
    private final ChainRules chain;
    private final @Nullable CheckpointPins pins;

    private boolean mayBeginLater;
    private long firstSeq;
    private long lines;
    private long bytes;

    /** @param inFiles whether the lines come in their segments; otherwise any line may begin one */
    StreamCheck(String stream, boolean inFiles, @Nullable CheckpointFile checkpoints) throws IOException {
        this.stream = stream;
        this.lineStream = LineEncoder.lineStream(stream);
        this.chain = new ChainRules(stream, inFiles, damages);
        this.pins = checkpoints == null ? null : new CheckpointPins(checkpoints, stream, damages);
    }

    /** That the lines begin in the middle is no damage. */
    void mayBeginLater() {
        mayBeginLater = true;
    }

    void damaged(Damage damage) {
        damages.add(damage);
    }

    /** What stands here cannot be told. */
    void lost(Damage damage) {
        damages.add(damage);
        chain.lost();
    }

    /** Whether the lines begin in the middle, and none has told yet why. */
    boolean isStartMissing() {
        return !mayBeginLater && chain.missingStart() != null;
    }

    /** The seq of the last line. */
    long seq() {
        return chain.seq();
    }

    /** @param begins the segment of which this is the first line; null within one, and where nobody knows */
    void line(byte[] line, int from, int to, Place place, @Nullable SegmentName begins) throws IOException {
        lines++;
        bytes += to - from + 1;
        Seal seal = LineForm.belongs(line, from, to, lineStream) ? Seal.parse(line, from, to) : null;
        if (seal == null) {
            lost(unreadable(line, from, to, place));
            return;
        }
        String control = LineForm.control(line, from, to, lineStream);
        chain.next(new SealedLine(line, from, to, seal, place, control, begins));
        if (firstSeq == 0) {
            firstSeq = seal.seq();
            if (pins != null) {
                Seal before = chain.before();
                pins.start(firstSeq - 1, before == null ? null : before.hash());
            }
        }
        if (pins != null) {
            pins.line(seal.seq(), seal.hash(), place);
        }
    }

    private Damage unreadable(byte[] line, int from, int to, Place place) {
        long expected = chain.isKnown() ? chain.seq() + 1 : 0;
        String version = LineForm.otherVersion(line, from, to);
        if (version != null && !LineForm.hasVersion(line, from, to)) {
            return place.damage(
                    expected, Damage.Kind.UNKNOWN_VERSION, "expected version 1 of the format, found " + version);
        }
        String other = LineForm.stream(line, from, to);
        if (other != null && !other.equals(stream)) {
            return place.damage(expected, Damage.Kind.WRONG_STREAM, "expected stream " + stream + ", found " + other);
        }
        return place.damage(
                expected,
                Damage.Kind.MALFORMED_LINE,
                LineForm.belongs(line, from, to, lineStream)
                        ? "expected seq and hash at the end of the line"
                        : "expected the beginning of a line of stream " + stream);
    }

    /** No more lines: this is what they are worth. */
    StreamVerification end(Place place) throws IOException {
        Damage missingStart = chain.missingStart();
        if (missingStart != null && !mayBeginLater) {
            damages.addFirst(missingStart);
        }
        if (pins != null) {
            pins.end(chain.seq(), place);
        }
        return new StreamVerification(
                stream,
                lines,
                firstSeq,
                chain.seq(),
                chain.hash(),
                bytes,
                chain.before() != null && missingStart == null,
                pins == null ? 0 : pins.fitting(),
                pins == null ? 0 : pins.unchecked(),
                damages.first(),
                damages.count());
    }

    @Override
    public void close() throws IOException {
        if (pins != null) {
            pins.close();
        }
    }
}
