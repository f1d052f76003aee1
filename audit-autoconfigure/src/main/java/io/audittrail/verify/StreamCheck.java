package io.audittrail.verify;

import io.audittrail.line.LineEncoder;
import io.audittrail.line.Seal;
import io.audittrail.segment.SegmentName;
import java.io.IOException;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the lines of one stream, one after the other, to the rules of the chain. Of each line the first thing that is
 * wrong is said; then the line is taken for what it says it is, so that one edit is not found in every later line.
 */
final class StreamCheck implements AutoCloseable {

    private final String stream;
    private final byte[] lineStream;
    private final boolean inFiles;
    private final Link link;
    private final Damages damages = new Damages();
    private final @Nullable CheckpointPins pins;

    /** Whether the next line can be held against the last one. */
    private boolean known = true;

    private boolean begun;
    private long firstSeq;
    private long seq;
    private long lines;
    private long bytes;

    /** The segment that the last line stands in. */
    private @Nullable SegmentName segment;

    /** What stood before the first line, until a line says that it was removed. */
    private @Nullable Seal missing;

    private @Nullable Damage missingStart;

    /** @param inFiles whether the lines come in their segments; otherwise any line may begin one */
    StreamCheck(String stream, boolean inFiles, @Nullable CheckpointFile checkpoints) throws IOException {
        this.stream = stream;
        this.lineStream = LineEncoder.lineStream(stream);
        this.inFiles = inFiles;
        this.link = new Link(stream);
        this.pins = checkpoints == null ? null : new CheckpointPins(checkpoints, stream, damages);
    }

    void damaged(Damage damage) {
        damages.add(damage);
    }

    /** What stands here cannot be told: the next line is taken as it is. */
    void lost(Damage damage) {
        damages.add(damage);
        known = false;
    }

    /** The seq of the last line. */
    long seq() {
        return seq;
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
        Damage wrong = placed(line, from, to, seal, place, control, begins);
        if (begins != null || Opening.isOne(control)) {
            segment = Opening.isOne(control) ? new SegmentName(stream, seal.seq()) : begins;
        }
        if (wrong == null && known) {
            wrong = linked(line, from, to, seal, place);
        }
        if (wrong != null) {
            damages.add(wrong);
        } else if (missing != null && "segment-removed".equals(control)) {
            removed(line, from, to);
        }
        takeOver(line, to, seal, place);
    }

    private void takeOver(byte[] line, int to, Seal seal, Place place) throws IOException {
        if (!begun) {
            begun = true;
            firstSeq = seal.seq();
            if (pins != null) {
                pins.start(seal.seq() - 1, missing == null ? null : missing.hash());
            }
        }
        seq = seal.seq();
        link.follow(line, to);
        known = true;
        if (pins != null) {
            pins.line(seq, seal.hash(), place);
        }
    }

    private Damage unreadable(byte[] line, int from, int to, Place place) {
        long expected = known ? seq + 1 : 0;
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

    /** Whether a line of its kind may stand here. Sets what it is to be linked to, where that is not the line before. */
    private @Nullable Damage placed(
            byte[] line,
            int from,
            int to,
            Seal seal,
            Place place,
            @Nullable String control,
            @Nullable SegmentName begins) {
        if (begins != null && begins.firstSeq() != seal.seq()) {
            return place.damage(
                    seal.seq(), Damage.Kind.WRONG_NAME, "expected seq " + begins.firstSeq() + ", as the file is named");
        }
        if (control == null || !Opening.isOne(control)) {
            return begins != null || !begun ? notOpened(seal, place) : null;
        }
        if (inFiles && begins == null) {
            return place.damage(seal.seq(), Damage.Kind.WRONG_OPENING, "a " + control + " line within a segment");
        }
        Opening opening = Opening.parse(control, line, from, to);
        return opening == null
                ? place.damage(
                        seal.seq(), Damage.Kind.WRONG_OPENING, "expected to read of the segment before in this line")
                : opened(opening, seal, place);
    }

    private @Nullable Damage notOpened(Seal seal, Place place) {
        if (begun || seal.seq() == 1) {
            return place.damage(
                    seal.seq(), Damage.Kind.WRONG_OPENING, "expected a segment-opened line at the start of a segment");
        }
        return known ? missingStart(seal, place) : null;
    }

    private @Nullable Damage opened(Opening opening, Seal seal, Place place) {
        if (opening.isBreak()) {
            return brokenBefore(opening, seal, place);
        }
        if (!begun && known) {
            return openedFirst(opening, seal, place);
        }
        if (!known) {
            linkTo(opening, seal);
            return null;
        }
        if (seal.seq() == seq + 1) {
            return continues(opening) ? null : notContinued(opening, seal, place);
        }
        return seal.seq() > seq
                ? place.damage(
                        seal.seq(),
                        Damage.Kind.MISSING_LINES,
                        "expected seq " + (seq + 1) + "; the lines up to seq " + (seal.seq() - 1) + " are missing")
                : null;
    }

    private @Nullable Damage brokenBefore(Opening opening, Seal seal, Place place) {
        damages.add(place.damage(
                seal.seq(),
                Damage.Kind.CHAIN_BROKEN,
                "the writer expected " + LineForm.shown(opening.details().get("expected")) + ", and found "
                        + LineForm.shown(opening.details().get("found")) + " in "
                        + LineForm.shown(opening.details().get("file"))));
        link.followNothing();
        if (known && seal.seq() <= seq) {
            return null; // Not the next line, which is said of any line.
        }
        seq = seal.seq() - 1;
        known = true;
        return null;
    }

    private @Nullable Damage openedFirst(Opening opening, Seal seal, Place place) {
        if (seal.seq() == 1) {
            return opening.file() == null
                    ? null
                    : place.damage(
                            1,
                            Damage.Kind.WRONG_OPENING,
                            "expected no segment before, found " + LineForm.shown(opening.file()));
        }
        if (opening.file() == null || opening.seq() != seal.seq() - 1) {
            return notContinued(opening, seal, place);
        }
        linkTo(opening, seal);
        missing = new Seal(seq, link.text());
        missingStart = missingStart(seal, place);
        return null;
    }

    private static Damage missingStart(Seal seal, Place place) {
        return place.damage(
                seal.seq(),
                Damage.Kind.MISSING_START,
                "expected seq 1, or a later segment-removed line for the lines up to seq " + (seal.seq() - 1));
    }

    private void linkTo(Opening opening, Seal seal) {
        if (opening.hash() != null && opening.seq() == seal.seq() - 1) {
            seq = opening.seq();
            link.follow(opening.hash());
            known = true;
        }
    }

    private boolean continues(Opening opening) {
        return opening.seq() == seq
                && link.text().equals(opening.hash())
                && (segment == null || segment.plain().equals(opening.file()));
    }

    private Damage notContinued(Opening opening, Seal seal, Place place) {
        String before = segment == null ? "" : segment.plain() + " ";
        return place.damage(
                seal.seq(),
                Damage.Kind.WRONG_OPENING,
                "expected " + before + "seq " + (seal.seq() - 1) + (begun ? " hash " + link.text() : "")
                        + " before, found "
                        + (opening.file() == null
                                ? "nothing"
                                : LineForm.shown(opening.file()) + " seq " + opening.seq() + " hash "
                                        + opening.hash()));
    }

    private @Nullable Damage linked(byte[] line, int from, int to, Seal seal, Place place) {
        if (seal.seq() != seq + 1) {
            return place.damage(seal.seq(), Damage.Kind.WRONG_SEQ, "expected seq " + (seq + 1));
        }
        return link.fits(line, from, to)
                ? null
                : place.damage(
                        seal.seq(),
                        Damage.Kind.WRONG_HASH,
                        "expected hash " + link.expected() + ", found " + seal.hash());
    }

    /** Retention says what it removed; that must be what is missing. */
    private void removed(byte[] line, int from, int to) {
        try {
            Map<?, ?> details = LineForm.details(line, from, to);
            if (missing != null
                    && details.get("seq") instanceof Long last
                    && last == missing.seq()
                    && missing.hash().equals(details.get("hash"))) {
                missingStart = null;
            }
        } catch (ParseException e) {
            // Then it does not say that anything was removed.
        }
    }

    /** No more lines: this is what they are worth. */
    StreamVerification end(Place place) throws IOException {
        if (missingStart != null) {
            damages.addFirst(missingStart);
        }
        if (pins != null) {
            pins.end(seq, place);
        }
        return new StreamVerification(
                stream,
                lines,
                firstSeq,
                seq,
                link.text(),
                bytes,
                missing != null && missingStart == null,
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
