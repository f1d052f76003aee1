package io.audittrail.actuate;

import io.audittrail.AuditGap;
import io.audittrail.Checkpoint;
import io.audittrail.verify.StreamVerification;
import io.audittrail.verify.Verification;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the endpoint says of the log, as values that Actuator's own mapper turns to JSON; what is not there is null. */
final class LedgerAnswers {

    private LedgerAnswers() {}

    static Map<String, @Nullable Object> verification(BackgroundVerification.Latest latest) {
        VerificationRun.Snapshot run = latest.run();
        VerificationRun.Snapshot before = latest.before();
        LogExamination.Found found = before == null ? run.found() : before.found();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("state", run.state().name().toLowerCase(Locale.ROOT));
        answer.put("startedAt", run.startedAt().toString());
        answer.put("finishedAt", text(run.finishedAt()));
        Map<String, Long> progress = new LinkedHashMap<>();
        progress.put("bytes", run.bytes());
        progress.put("of", run.of());
        answer.put("progress", progress);
        answer.put("result", found == null ? null : result(found));
        if (before != null) {
            answer.put("resultOf", before.startedAt().toString());
        }
        answer.put("failure", run.failure());
        return answer;
    }

    private static Map<String, Object> result(LogExamination.Found found) {
        Verification verification = found.verification();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("whole", verification.isWhole());
        result.put("damageCount", verification.damageCount());
        result.put(
                "damages",
                found.damages().stream().map(PlaceNames::withoutDirectories).toList());
        result.put(
                "streams",
                verification.streams().stream().map(LedgerAnswers::stream).toList());
        result.put("checkpointsChecked", found.checkpointsChecked());
        result.put("signaturesChecked", found.signaturesChecked());
        return result;
    }

    private static Map<String, Object> stream(StreamVerification found) {
        Map<String, Object> stream = new LinkedHashMap<>();
        stream.put("stream", found.stream());
        stream.put("lines", found.lines());
        stream.put("firstSeq", found.firstSeq());
        stream.put("lastSeq", found.lastSeq());
        stream.put("hash", found.hash());
        stream.put("bytes", found.bytes());
        stream.put("startRemoved", found.startRemoved());
        stream.put("checkpoints", found.checkpoints());
        stream.put("checkpointsBefore", found.checkpointsBefore());
        stream.put("damageCount", found.damageCount());
        return stream;
    }

    static Map<String, @Nullable Object> ledger(LedgerState state, BackgroundVerification.Gaps gaps) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "streams", state.streams().stream().map(LedgerAnswers::stored).toList());
        answer.putAll(state.settings());
        answer.put("backlog", state.backlog());
        answer.put("failure", state.failure());
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        found.put("asOf", text(gaps.asOf()));
        found.put("list", gaps.list().stream().map(LedgerAnswers::gap).toList());
        answer.put("gaps", found);
        return answer;
    }

    private static Map<String, @Nullable Object> stored(LedgerState.Stream stored) {
        Map<String, @Nullable Object> stream = new LinkedHashMap<>();
        stream.put("stream", stored.stream());
        stream.put("own", stored.own());
        stream.put("firstSeq", stored.firstSeq());
        stream.put("lastSeq", stored.lastSeq());
        stream.put("firstTime", text(stored.firstTime()));
        stream.put("lastTime", text(stored.lastTime()));
        stream.put("bytes", stored.bytes());
        stream.put("hash", stored.hash());
        Checkpoint checkpoint = stored.lastCheckpoint();
        stream.put("lastCheckpoint", checkpoint == null ? null : checkpoint(checkpoint));
        stream.put(
                "segments",
                stored.segments().stream().map(LedgerAnswers::segment).toList());
        return stream;
    }

    private static Map<String, Object> checkpoint(Checkpoint sent) {
        Map<String, Object> checkpoint = new LinkedHashMap<>();
        checkpoint.put("seq", sent.seq());
        checkpoint.put("at", sent.at().toString());
        checkpoint.put("signed", sent.signature() != null);
        return checkpoint;
    }

    private static Map<String, @Nullable Object> segment(LedgerState.Segment stored) {
        Map<String, @Nullable Object> segment = new LinkedHashMap<>();
        segment.put("id", stored.id());
        segment.put("firstSeq", stored.firstSeq());
        segment.put("lastSeq", stored.lastSeq());
        segment.put("firstTime", text(stored.firstTime()));
        segment.put("lastTime", text(stored.lastTime()));
        segment.put("bytes", stored.bytes());
        segment.put("compressed", stored.compressed());
        segment.put("active", stored.active());
        return segment;
    }

    private static Map<String, @Nullable Object> gap(AuditGap found) {
        Map<String, @Nullable Object> gap = new LinkedHashMap<>();
        gap.put("stream", found.stream());
        gap.put("kind", found.kind().name());
        gap.put("from", text(found.from()));
        gap.put("to", text(found.to()));
        gap.put("records", found.records());
        gap.put("detail", PlaceNames.withoutDirectories(found.detail()));
        gap.put("seq", found.seq());
        return gap;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
