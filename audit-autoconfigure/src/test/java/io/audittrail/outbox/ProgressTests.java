package io.audittrail.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTests {

    private static final Duration NEVER = Duration.ofDays(1);

    private final Progress progress = new Progress();

    @Test
    void whileAllIsWellItIsNotBehind() {
        progress.begun();
        progress.succeeded();
        progress.ended();
        assertThat(progress.isBehind(Duration.ZERO)).isFalse();
    }

    @Test
    void aRowThatHasWaitedForTooLongIsBehindAndGrowsOlderWhileNobodyLooks() {
        progress.seen(new Backlog(1, 5_000));
        assertThat(progress.isBehind(Duration.ofSeconds(4))).isTrue();
        assertThat(progress.isBehind(NEVER)).isFalse();
        assertThat(progress.backlog().ageMillis()).isGreaterThanOrEqualTo(5_000);
    }

    @Test
    void aRoundThatDoesNotEndIsBehind() {
        progress.begun();
        assertThat(progress.isBehind(Duration.ZERO)).isTrue();
        assertThat(progress.isBehind(NEVER)).isFalse();
    }

    @Test
    void roundsThatFailAreBehindUntilOneSucceeds() {
        progress.begun();
        progress.failed(new IllegalStateException("The database is not there"));
        progress.ended();
        assertThat(progress.isBehind(Duration.ZERO)).isTrue();
        assertThat(progress.isBehind(NEVER)).isFalse();

        progress.begun();
        progress.succeeded();
        progress.ended();
        assertThat(progress.isBehind(Duration.ZERO)).isFalse();
    }
}
