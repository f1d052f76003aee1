package io.audittrail.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LaterTests {

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatOneTransactionHasIsNeverTooMuch() {
        try (Later later = new Later("later")) {
            later.run(1_000_000, () -> done.add("large"), refused -> done.add("refused"));
        }
        assertThat(done).containsExactly("large");
    }

    @Test
    void whatWouldWaitBehindTooMuchIsRefused() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Later later = new Later("later")) {
            later.run(
                    9_999,
                    () -> {
                        await(goOn);
                        done.add("first");
                    },
                    refused -> done.add("refused first"));
            later.run(1, () -> done.add("second"), refused -> done.add("refused second"));
            later.run(1, () -> done.add("third"), refused -> done.add("refused third"));
            goOn.countDown();
        }
        assertThat(done).containsExactly("refused third", "first", "second");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
