package io.audittrail.verify;

import io.audittrail.Checkpoint;
import io.audittrail.line.CheckpointText;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import java.io.IOException;
import java.io.InputStream;
import java.security.InvalidKeyException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The checkpoints of one stream, in step with its lines: each is held against the line it was made for. */
final class CheckpointPins implements AutoCloseable {

    private final CheckpointFile file;
    private final byte[] prefix;
    private final Damages damages;
    private final InputStream in;
    private final ForwardLines lines;
    private @Nullable Checkpoint next;
    private long lastSeq;
    private long fitting;
    private long unchecked;

    CheckpointPins(CheckpointFile file, String stream, Damages damages) throws IOException {
        this.file = file;
        this.prefix = CheckpointFile.prefix(stream);
        this.damages = damages;
        this.in = file.read();
        this.lines = new ForwardLines(in);
        advance();
    }

    /** The log begins behind this seal: earlier checkpoints are of lines that were removed. */
    void start(long seq, @Nullable String hash) throws IOException {
        while (next != null && next.seq() < seq) {
            unchecked++;
            advance();
        }
        if (hash != null) {
            line(seq, hash, new Place("start", 0));
        }
    }

    /** The next line of the log. */
    void line(long seq, String hash, Place place) throws IOException {
        for (Checkpoint pin = next; pin != null && pin.seq() <= seq; pin = next) {
            if (pin.seq() < seq) {
                damages.add(place.damage(
                        seq,
                        Damage.Kind.CHECKPOINT_DIFFERS,
                        said(pin) + " seq " + pin.seq() + ", which is not in the log before this line"));
            } else if (pin.hash().equals(hash)) {
                fitting++;
            } else {
                damages.add(place.damage(
                        seq, Damage.Kind.CHECKPOINT_DIFFERS, said(pin) + " hash " + pin.hash() + ", found " + hash));
            }
            advance();
        }
    }

    /** The log ends with this seq. */
    void end(long seq, Place place) throws IOException {
        Checkpoint first = next;
        String said = first == null ? "" : said(first);
        long beyond = 0;
        long last = 0;
        for (Checkpoint pin = first; pin != null; pin = next) {
            beyond++;
            last = pin.seq();
            advance();
        }
        if (first != null) {
            damages.add(place.damage(
                    seq,
                    Damage.Kind.MISSING_TAIL,
                    said + " seq " + first.seq() + ", found the end of the log (" + beyond + " checkpoints up to seq "
                            + last + ")"));
        }
    }

    long fitting() {
        return fitting;
    }

    long unchecked() {
        return unchecked;
    }

    private String said(Checkpoint pin) {
        return "expected by " + file.path() + ":" + lines.number() + " (" + pin.at() + ")";
    }

    private void advance() throws IOException {
        next = null;
        try {
            while (next == null && lines.next()) {
                Checkpoint found = isOurs() ? CheckpointFile.parse(lines) : null;
                if (found != null && isGood(found)) {
                    next = found;
                }
            }
        } catch (LongLineException e) {
            // Said when the file as a whole is checked.
        }
    }

    private boolean isOurs() {
        int end = lines.start() + prefix.length;
        return end <= lines.end() && Arrays.equals(lines.bytes(), lines.start(), end, prefix, 0, prefix.length);
    }

    private boolean isGood(Checkpoint found) {
        Place place = new Place(file.path().toString(), lines.number());
        if (!isSigned(found)) {
            damages.add(place.damage(
                    found.seq(),
                    Damage.Kind.WRONG_SIGNATURE,
                    found.signature() == null ? "expected a signature, found none" : "the signature does not fit"));
            return false;
        }
        if (found.seq() < lastSeq) {
            damages.add(
                    place.damage(found.seq(), Damage.Kind.CHECKPOINT_ORDER, "expected seq " + lastSeq + " or later"));
            return false;
        }
        lastSeq = found.seq();
        return true;
    }

    private boolean isSigned(Checkpoint found) {
        try {
            return file.key() == null || CheckpointText.isSignedBy(found, file.key());
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("No Ed25519 public key: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
