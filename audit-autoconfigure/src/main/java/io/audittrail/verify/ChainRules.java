package io.audittrail.verify;

import io.audittrail.line.Seal;
import io.audittrail.segment.SegmentName;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream stands, and which line may come next. Of each line the first thing that is wrong is said; then the line
 * is taken for what it says it is, so that one edit is not found in every later line.
 */
final class ChainRules {

    private static final String REMOVED = "segment-removed";

    private final String stream;
    private final boolean inFiles;
    private final Damages damages;
    private final Link link;

    /** Whether the next line can be held against the last one. */
    private boolean known = true;

    private boolean begun;
    private long seq;

    /** The segment that the last line stands in. */
    private @Nullable SegmentName segment;

    /** What stood before the first line. */
    private @Nullable Seal before;

    /** Stays until a line says that what stood before the first line was removed. */
    private @Nullable Damage missingStart;

    /** @param inFiles whether the lines come in their segments; otherwise any line may begin one */
    ChainRules(String stream, boolean inFiles, Damages damages) {
        this.stream = stream;
        this.inFiles = inFiles;
        this.damages = damages;
        this.link = new Link(stream);
    }

    /** The seq of the last line. */
    long seq() {
        return seq;
    }

    /** The hash of the last line. */
    String hash() {
        return link.text();
    }

    /** The seal of the line before the first, where the log begins later than with seq 1 and says so. */
    @Nullable
    Seal before() {
        return before;
    }

    @Nullable
    Damage missingStart() {
        return missingStart;
    }

    boolean isKnown() {
        return known;
    }

    /** The next line is taken as it is. */
    void lost() {
        known = false;
    }

    void next(SealedLine line) {
        Damage wrong = placed(line);
        if (Opening.isOne(line.control())) {
            segment = new SegmentName(stream, line.seq());
        } else if (line.begins() != null) {
            segment = line.begins();
        }
        if (wrong == null && known) {
            wrong = linked(line);
        }
        if (wrong != null) {
            damages.add(wrong);
        } else if (missingStart != null && REMOVED.equals(line.control())) {
            removed(line);
        }
        begun = true;
        seq = line.seq();
        link.follow(line.bytes(), line.to());
        known = true;
    }

    /** Whether a line of its kind may stand here. Sets what it is to be linked to, where that is not the line before. */
    private @Nullable Damage placed(SealedLine line) {
        SegmentName begins = line.begins();
        if (begins != null && begins.firstSeq() != line.seq()) {
            return line.damage(Damage.Kind.WRONG_NAME, "expected seq " + begins.firstSeq() + ", as the file is named");
        }
        String control = line.control();
        if (control == null || !Opening.isOne(control)) {
            return begins != null || !begun ? notOpened(line) : null;
        }
        if (inFiles && begins == null) {
            return line.damage(Damage.Kind.WRONG_OPENING, "a " + control + " line within a segment");
        }
        Opening opening = Opening.parse(control, line.bytes(), line.from(), line.to());
        if (opening == null) {
            return line.damage(Damage.Kind.WRONG_OPENING, "expected to read of the segment before in this line");
        }
        return opening.isBreak() ? broken(opening, line) : opened(opening, line);
    }

    private @Nullable Damage notOpened(SealedLine line) {
        if (begun || line.seq() == 1) {
            return line.damage(Damage.Kind.WRONG_OPENING, "expected a segment-opened line at the start of a segment");
        }
        return known ? startIsMissing(line) : null;
    }

    private @Nullable Damage opened(Opening opening, SealedLine line) {
        if (!known) {
            linkTo(opening, line);
            return null;
        }
        if (!begun) {
            return openedFirst(opening, line);
        }
        if (line.seq() == seq + 1) {
            return continues(opening) ? null : notContinued(opening, line);
        }
        return line.seq() > seq
                ? line.damage(
                        Damage.Kind.MISSING_LINES,
                        "expected seq " + (seq + 1) + "; the lines up to seq " + (line.seq() - 1) + " are missing")
                : null; // Not the next line, which is said of any line.
    }

    private @Nullable Damage openedFirst(Opening opening, SealedLine line) {
        if (line.seq() == 1) {
            return opening.file() == null
                    ? null
                    : line.damage(
                            Damage.Kind.WRONG_OPENING,
                            "expected no segment before, found " + LineForm.shown(opening.file()));
        }
        if (opening.file() == null || opening.seq() != line.seq() - 1) {
            return notContinued(opening, line);
        }
        linkTo(opening, line);
        before = new Seal(seq, link.text());
        missingStart = startIsMissing(line);
        return null;
    }

    /** Damage by itself; the chain begins anew with this line. */
    private @Nullable Damage broken(Opening opening, SealedLine line) {
        Object file = opening.details().get("file");
        damages.add(line.damage(
                Damage.Kind.CHAIN_BROKEN,
                "the writer expected " + LineForm.shown(opening.details().get("expected")) + ", and found "
                        + LineForm.shown(opening.details().get("found"))
                        + (file == null ? "" : " in " + LineForm.shown(file))));
        link.followNothing();
        if (!known || line.seq() > seq) {
            seq = line.seq() - 1;
            known = true;
        }
        return null;
    }

    private void linkTo(Opening opening, SealedLine line) {
        if (opening.hash() != null && opening.seq() == line.seq() - 1) {
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

    private Damage notContinued(Opening opening, SealedLine line) {
        String expected = (segment == null ? "" : segment.plain() + " ") + "seq " + (line.seq() - 1)
                + (begun ? " hash " + link.text() : "");
        String found = opening.file() == null
                ? "nothing"
                : LineForm.shown(opening.file()) + " seq " + opening.seq() + " hash " + opening.hash();
        return line.damage(Damage.Kind.WRONG_OPENING, "expected " + expected + " before, found " + found);
    }

    private static Damage startIsMissing(SealedLine line) {
        return line.damage(
                Damage.Kind.MISSING_START,
                "expected seq 1, or a later segment-removed line for the lines up to seq " + (line.seq() - 1));
    }

    private @Nullable Damage linked(SealedLine line) {
        if (line.seq() != seq + 1) {
            return line.damage(Damage.Kind.WRONG_SEQ, "expected seq " + (seq + 1));
        }
        return link.fits(line.bytes(), line.from(), line.to())
                ? null
                : line.damage(
                        Damage.Kind.WRONG_HASH,
                        "expected hash " + link.expected() + ", found "
                                + line.seal().hash());
    }

    /** Retention says what it removed; that must be what is missing. */
    private void removed(SealedLine line) {
        try {
            Map<?, ?> details = LineForm.details(line.bytes(), line.from(), line.to());
            if (before != null
                    && details.get("seq") instanceof Long last
                    && last == before.seq()
                    && before.hash().equals(details.get("hash"))) {
                missingStart = null;
            }
        } catch (ParseException e) {
            // Then it does not say that anything was removed.
        }
    }
}
