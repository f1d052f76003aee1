package io.audittrail.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

@ExtendWith(OutputCaptureExtension.class)
class FailuresTests {

    private Instant now = Instant.parse("2026-11-20T22:05:31Z");
    private final Failures failures = new Failures(clock());

    @Test
    void aCauseIsAnErrorInTheLogOnceAMinuteAndCountedEachTime(CapturedOutput output) {
        report(new IllegalStateException("one"));
        report(new IllegalStateException("two"));
        now = now.plus(Duration.ofSeconds(59));
        report(new IllegalStateException("three"));
        assertThat(said(output)).isEqualTo(1);
        assertThat(output).contains("ERROR").contains("IllegalStateException: one");

        now = now.plus(Duration.ofSeconds(1));
        report(new IllegalStateException("four"));
        assertThat(said(output)).isEqualTo(2);
        assertThat(failures.report().failures()).isEqualTo(Map.of("write-failed", 4L));
    }

    @Test
    void aClockThatIsSetBackSilencesNothing(CapturedOutput output) {
        report(new IllegalStateException("one"));
        now = now.minus(Duration.ofDays(1));
        report(new IllegalStateException("two"));
        assertThat(said(output)).isEqualTo(2);
    }

    @Test
    void whatLastsIsAProblemOnceAndWhatPassesIsNone() {
        report(new IllegalStateException("one"));
        assertThat(failures.report().problems()).isEmpty();
        failures.lasting("hook-unlinked", "Deletions are not heard of", new LinkageError("one"));
        failures.lasting("hook-unlinked", "Deletions are not heard of", new LinkageError("two"));
        assertThat(failures.report().problems()).containsExactly("Deletions are not heard of");
        assertThat(failures.report().failures()).containsEntry("hook-unlinked", 2L);
    }

    @Test
    void anotherCauseIsSaidAtOnce(CapturedOutput output) {
        report(new IllegalStateException("one"));
        report(new IllegalArgumentException("two"));
        failures.report("sink-failed", "It did not work elsewhere", new IllegalStateException("three"));
        assertThat(said(output)).isEqualTo(3);
    }

    @Test
    void manyCausesDoNotFillTheMemoryAndAreAllCounted() {
        for (int i = 0; i < 3_000; i++) {
            failures.report("value-unreadable", "Value " + i, new QuietException());
        }
        assertThat(failures.report().failures()).isEqualTo(Map.of("value-unreadable", 3_000L));
    }

    private void report(Exception cause) {
        failures.report("write-failed", "It did not work", cause);
    }

    private static int said(CapturedOutput output) {
        return StringUtils.countOccurrencesOf(output.toString(), "It did not work");
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private static final class QuietException extends Exception {
        QuietException() {
            super("quiet", null, false, false);
        }
    }
}
