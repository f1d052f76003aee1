package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PaceTests {

    private final List<Duration> rests = new ArrayList<>();
    private long now = 42;
    private final Pace pace = new Pace(() -> now, this::rest);

    @Test
    void restsAreThreeTimesAsLongAsWork() {
        for (int i = 0; i < 100; i++) {
            now += Duration.ofMillis(5).toNanos();
            pace.step();
        }
        assertThat(rests).hasSize(25).containsOnly(Duration.ofMillis(60));
    }

    @Test
    void restIsNeverLongerThanASecond() {
        now += Duration.ofMinutes(1).toNanos();
        pace.step();
        assertThat(rests).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void threadThatIsToEndGoesNoFurther() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(pace::step).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();

        Pace interrupted = new Pace(() -> now, nanos -> {
            throw new InterruptedException();
        });
        now += Duration.ofMinutes(1).toNanos();
        assertThatThrownBy(interrupted::step).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void rest(long nanos) {
        rests.add(Duration.ofNanos(nanos));
        now += nanos;
    }
}
