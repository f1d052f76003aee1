package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.audittrail.benchmarks.application.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerDataTests {

    @TempDir
    Path scratch;

    @Test
    void othersDoNotHaveTheirTurnBeforeClosedSegmentsAreCompressed() throws Exception {
        try (Application application = Application.start(Contender.DIRECT, Login.of("h2", "", ""), scratch)) {
            Path directory = scratch.resolve("audit-log");
            Path one = Files.createFile(directory.resolve("one.jsonl"));
            Path another = Files.createFile(directory.resolve("another.jsonl"));

            CompletableFuture<Void> settled = CompletableFuture.runAsync(application.auditData()::settle);
            await().during(Duration.ofMillis(100)).until(() -> !settled.isDone());
            Files.delete(one);
            Files.delete(another);

            await().until(settled::isDone);
            assertThat(settled).isCompleted();
        }
    }
}
