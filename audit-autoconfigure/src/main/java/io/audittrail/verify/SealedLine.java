package io.audittrail.verify;

import io.audittrail.line.Seal;
import io.audittrail.segment.SegmentName;
import org.jspecify.annotations.Nullable;

/** A line that is one of its stream, in a buffer that will be used again. */
final class SealedLine {

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final Seal seal;
    private final Place place;
    private final @Nullable String control;
    private final @Nullable SegmentName begins;

    /**
     * @param control what the ledger says of itself in it; null in a record
     * @param begins the segment of which this is the first line; null within one, and where nobody knows
     */
    SealedLine(
            byte[] bytes,
            int from,
            int to,
            Seal seal,
            Place place,
            @Nullable String control,
            @Nullable SegmentName begins) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.seal = seal;
        this.place = place;
        this.control = control;
        this.begins = begins;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    Seal seal() {
        return seal;
    }

    @Nullable
    String control() {
        return control;
    }

    @Nullable
    SegmentName begins() {
        return begins;
    }

    long seq() {
        return seal.seq();
    }

    Damage damage(Damage.Kind kind, String what) {
        return place.damage(seal.seq(), kind, what);
    }
}
