package io.audittrail.ledger;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a ledger is written.
 *
 * @param stream the name of this writer's chain: letters, digits, - and _
 * @param streamExplicit whether the name was chosen by the operator: then no other is taken in its place
 * @param application name of the application, for the record of its start
 * @param version version of the application, for the record of its start
 */
public record LedgerSettings(
        Path directory,
        String stream,
        boolean streamExplicit,
        long maxSegmentSize,
        Duration maxSegmentAge,
        @Nullable String application,
        @Nullable String version) {

    public LedgerSettings {
        if (!stream.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}")) {
            throw new IllegalArgumentException("The stream '" + stream
                    + "' must be 1 to 100 letters, digits, - or _, and begin with a letter or digit:"
                    + " set audit.ledger.stream");
        }
    }

    LedgerSettings withStream(String name) {
        return new LedgerSettings(directory, name, streamExplicit, maxSegmentSize, maxSegmentAge, application, version);
    }
}
