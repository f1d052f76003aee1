package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.transaction.Failures;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HousekeepingTests {

    private final Failures failures = new Failures(Clock.systemUTC());
    private final Housekeeping housekeeping = new Housekeeping("sam", reports(failures));
    private final List<String> done = new ArrayList<>();

    private static Reports reports(Failures failures) {
        Reports reports = new Reports();
        reports.add(failures);
        return reports;
    }

    @Test
    void aTaskThatFailsIsCountedAndKeepsNoOtherFromItsWork() {
        housekeeping.add("first", () -> done.add("first"));
        housekeeping.add("failing", () -> {
            throw new AssertionError("no");
        });
        housekeeping.add("last", () -> done.add("last"));

        housekeeping.round();
        housekeeping.round();

        assertThat(done).containsExactly("first", "last", "first", "last");
        assertThat(failures.report().failures()).isEqualTo(Map.of("housekeeping-failed", 2L));
    }

    @Test
    void theLastRoundIsAnother() {
        housekeeping.add("task", new Housekeeping.Task() {
            @Override
            public void round() {
                done.add("round");
            }

            @Override
            public void last() {
                done.add("last");
            }
        });

        housekeeping.round();
        housekeeping.last();

        assertThat(done).containsExactly("round", "last");
    }

    @Test
    void itsThreadGoesRoundAndRoundUntilItIsStopped() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        Thread[] thread = new Thread[1];
        housekeeping.add("task", () -> {
            thread[0] = Thread.currentThread();
            rounds.countDown();
        });
        housekeeping.start();

        assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
        housekeeping.stop(Duration.ofSeconds(10));

        assertThat(thread[0].isAlive()).isFalse();
        assertThat(thread[0].isDaemon()).isTrue();
        assertThat(thread[0].getName()).isEqualTo("audit-ledger-sam");
    }
}
