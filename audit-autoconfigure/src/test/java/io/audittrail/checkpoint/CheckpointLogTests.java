package io.audittrail.checkpoint;

import static io.audittrail.checkpoint.CheckpointFileTests.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.audittrail.line.CheckpointText;
import io.audittrail.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CheckpointLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.audittrail.checkpoint");
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T04:35:34Z"));

    @BeforeEach
    void setUp() {
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void tearDown() {
        logger.detachAppender(said);
    }

    @Test
    void oneAMinuteIsSaidOfEachStreamAndTheLastOne() {
        try (CheckpointLog log = new CheckpointLog(clock)) {
            for (int seq = 1; seq <= 150; seq++) {
                log.accept(checkpoint("sam", seq));
                clock.move(Duration.ofSeconds(1));
            }
            log.accept(checkpoint("other", 1));
            assertThat(lines()).containsExactly(line("sam", 1), line("sam", 61), line("sam", 121), line("other", 1));
        }
        assertThat(lines()).hasSize(5).endsWith(line("sam", 150));
    }

    @Test
    void aClockThatIsSetBackDoesNotSilenceIt() {
        try (CheckpointLog log = new CheckpointLog(clock)) {
            log.accept(checkpoint("sam", 1));
            clock.move(Duration.ofDays(-1));
            log.accept(checkpoint("sam", 2));
        }
        assertThat(lines()).containsExactly(line("sam", 1), line("sam", 2));
    }

    private List<String> lines() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static String line(String stream, long seq) {
        return CheckpointText.of(checkpoint(stream, seq));
    }
}
