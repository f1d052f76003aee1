package io.audittrail.checkpoint;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSink;
import io.audittrail.line.CheckpointText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends checkpoints to the application's log, which is often kept elsewhere: of each stream at most one a minute, and the
 * last one when it is closed. Thread-safe.
 */
public final class CheckpointLog implements CheckpointSink, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail.checkpoint");
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Stream> streams = new HashMap<>();

    /** What was said of a stream, and what was not. */
    private static final class Stream {
        private @Nullable Instant said;
        private @Nullable Checkpoint unsaid;
    }

    public CheckpointLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void accept(Checkpoint checkpoint) {
        Stream stream = streams.computeIfAbsent(checkpoint.stream(), name -> new Stream());
        Instant now = clock.instant();
        if (stream.said == null || Duration.between(stream.said, now).abs().compareTo(SILENCE) >= 0) {
            stream.said = now;
            stream.unsaid = null;
            say(checkpoint);
        } else {
            stream.unsaid = checkpoint;
        }
    }

    @Override
    public synchronized void close() {
        for (Stream stream : streams.values()) {
            if (stream.unsaid != null) {
                say(stream.unsaid);
                stream.unsaid = null;
            }
        }
    }

    private static void say(Checkpoint checkpoint) {
        log.info("{}", CheckpointText.of(checkpoint));
    }
}
