package io.audittrail.actuate;

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
        result.put("damages", found.damages());
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

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
