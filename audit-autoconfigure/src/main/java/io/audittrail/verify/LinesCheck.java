package io.audittrail.verify;

import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines that came without their files, as they are shipped: of one stream or of several, interleaved. */
final class LinesCheck {

    private static final String FILE = "-";

    private final @Nullable CheckpointFile checkpoints;
    private final Damages others;
    private final Map<String, StreamCheck> streams = new LinkedHashMap<>();

    LinesCheck(@Nullable CheckpointFile checkpoints, Damages others) {
        this.checkpoints = checkpoints;
        this.others = others;
    }

    List<StreamVerification> of(InputStream in) throws IOException {
        try {
            Place end = read(new ForwardLines(in));
            List<StreamVerification> all = new ArrayList<>();
            for (StreamCheck check : streams.values()) {
                all.add(check.end(end));
            }
            return all;
        } finally {
            for (StreamCheck check : streams.values()) {
                check.close();
            }
        }
    }

    private Place read(ForwardLines lines) throws IOException {
        try {
            while (lines.next()) {
                line(lines, new Place(FILE, lines.number()));
            }
        } catch (LongLineException e) {
            others.add(new Damage(FILE, lines.number() + 1, 0, Damage.Kind.LONG_LINE, String.valueOf(e.getMessage())));
        }
        return new Place(FILE, lines.number());
    }

    private void line(ForwardLines lines, Place place) throws IOException {
        String stream = LineForm.stream(lines.bytes(), lines.start(), lines.end());
        if (!lines.isTerminated()) {
            others.add(place.damage(
                    0,
                    Damage.Kind.TORN_LINE,
                    "expected a newline behind " + (lines.end() - lines.start()) + " bytes, found the end"));
        } else if (stream == null) {
            String version = LineForm.otherVersion(lines.bytes(), lines.start(), lines.end());
            boolean isOther = version != null && !LineForm.hasVersion(lines.bytes(), lines.start(), lines.end());
            others.add(place.damage(
                    0,
                    isOther ? Damage.Kind.UNKNOWN_VERSION : Damage.Kind.MALFORMED_LINE,
                    isOther
                            ? "expected version 1 of the format, found " + version
                            : "expected the beginning of a line of the audit log"));
        } else {
            check(stream).line(lines.bytes(), lines.start(), lines.end(), place, null);
        }
    }

    private StreamCheck check(String stream) throws IOException {
        StreamCheck check = streams.get(stream);
        if (check == null) {
            check = new StreamCheck(stream, false, checkpoints);
            streams.put(stream, check);
        }
        return check;
    }
}
