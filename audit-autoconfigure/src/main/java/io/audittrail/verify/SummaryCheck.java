package io.audittrail.verify;

import io.audittrail.AuditGap;
import io.audittrail.line.Json;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Seal;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.LongLineException;
import io.audittrail.segment.SegmentName;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether what a file of evidence tells of its segments is what they say. */
final class SummaryCheck {

    private static final int MOST = 16 * 1024 * 1024;

    private final EvidenceContent content;
    private final Manifest said;
    private final Verification found;
    private final Damages damages;
    private @Nullable Map<String, @Nullable Object> report;
    private long olderPolicies;

    SummaryCheck(EvidenceContent content, Manifest said, Verification found, Damages damages) {
        this.content = content;
        this.said = said;
        this.found = found;
        this.damages = damages;
    }

    void all() throws IOException {
        for (Manifest.Part part : said.streams()) {
            StreamVerification stream = found.stream(part.stream());
            if (stream == null || stream.firstSeq() != part.firstSeq() || stream.lastSeq() != part.lastSeq()) {
                wrong(
                        EvidenceContent.MANIFEST,
                        0,
                        "stream " + LineForm.shown(part.stream()) + " does not go from seq " + part.firstSeq() + " to "
                                + part.lastSeq());
            }
        }
        if (said.streams().size() != found.streams().size()) {
            wrong(EvidenceContent.MANIFEST, 0, "the segments are of other streams");
        }
        lines(EvidenceContent.GAPS, this::gaps);
        lines(EvidenceContent.POLICIES, this::policies);
        checkReport();
    }

    /** What the report tells; null when it is none. */
    @Nullable
    Map<String, @Nullable Object> report() {
        return report;
    }

    /** How many lines of the policies are of older segments: they can be read, and not be checked. */
    long olderPolicies() {
        return olderPolicies;
    }

    private void lines(String name, Lines check) throws IOException {
        try (InputStream in = content.read(name)) {
            check.of(new ForwardLines(in, MOST));
        } catch (LongLineException e) {
            wrong(name, 0, String.valueOf(e.getMessage()));
        }
    }

    private void gaps(ForwardLines told) throws IOException {
        Iterator<AuditGap> gaps = content.gaps(said::beginsLater, said::goesOn).iterator();
        while (told.next()) {
            if (!gaps.hasNext() || !isGap(told, gaps.next())) {
                wrong(EvidenceContent.GAPS, told.number(), "the segments tell of other gaps");
                return;
            }
        }
        if (gaps.hasNext()) {
            wrong(EvidenceContent.GAPS, told.number(), "the segments tell of more gaps");
        }
    }

    private static boolean isGap(ForwardLines told, AuditGap gap) {
        try {
            return told.isTerminated()
                    && Summary.isSame(Json.object(told.bytes(), told.start(), told.end()), Summary.of(gap));
        } catch (ParseException e) {
            return false;
        }
    }

    private void policies(ForwardLines told) throws IOException {
        boolean[] isLine = {told.next()};
        boolean[] isSame = {true};
        for (String stream : content.streams()) {
            List<StoredSegment> segments = content.segments(stream);
            while (isLine[0] && isOlder(told, segments.get(0).name())) {
                olderPolicies++;
                isLine[0] = told.next();
            }
            PolicyLines.read(segments, (bytes, from, to) -> {
                isSame[0] &= isLine[0]
                        && told.isTerminated()
                        && Arrays.equals(bytes, from, to, told.bytes(), told.start(), told.end());
                isLine[0] = isSame[0] && told.next();
            });
        }
        if (!isSame[0] || isLine[0]) {
            wrong(EvidenceContent.POLICIES, told.number(), "the segments tell of other policies");
        }
    }

    private static boolean isOlder(ForwardLines told, SegmentName first) {
        byte[] stream = LineEncoder.lineStream(first.stream());
        Seal seal = told.isTerminated() && LineForm.belongs(told.bytes(), told.start(), told.end(), stream)
                ? Seal.parse(told.bytes(), told.start(), told.end())
                : null;
        return seal != null && seal.seq() < first.firstSeq();
    }

    private void checkReport() throws IOException {
        try (InputStream in = content.read(EvidenceContent.REPORT)) {
            byte[] bytes = in.readNBytes(MOST);
            report = Json.object(bytes, 0, bytes.length);
        } catch (ParseException e) {
            report = null;
        }
        if (report == null
                || !(report.get("segments") instanceof Map<?, ?> segments)
                || !Summary.isSame(segments, Summary.of(found))) {
            wrong(EvidenceContent.REPORT, 0, "something else is found in the segments");
        }
    }

    private void wrong(String file, long line, String what) {
        damages.add(new Damage(file, line, 0, Damage.Kind.WRONG_SUMMARY, what));
    }

    @FunctionalInterface
    private interface Lines {
        void of(ForwardLines told) throws IOException;
    }
}
