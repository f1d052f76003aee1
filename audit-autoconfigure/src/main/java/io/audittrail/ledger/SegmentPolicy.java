package io.audittrail.ledger;

import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.TriggeringPolicyBase;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import io.audittrail.line.Chain;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says when a segment is full and names the next one by the first seq in it. Segments keep their names: nothing is ever
 * renamed, so neither a clock that is set back nor a failure can overwrite one.
 */
final class SegmentPolicy extends TriggeringPolicyBase<Batch> implements RollingPolicy {

    private final LedgerDirectory directory;
    private final String stream;
    private final long maxSize;
    private final long maxAgeMillis;
    private final Clock clock;
    private final Chain chain;
    private Segment active;
    private @Nullable Segment previous;

    SegmentPolicy(LedgerSettings settings, LedgerDirectory directory, Chain chain, Recovery.Head head, Clock clock)
            throws IOException {
        this.directory = directory;
        this.stream = settings.stream();
        this.maxSize = settings.segments().maxSize();
        this.maxAgeMillis = millis(settings.segments().maxAge());
        this.clock = clock;
        this.chain = chain;
        this.previous = head.previous();
        this.active = head.active() == null || head.active().isEmpty() ? create() : head.active();
    }

    private static long millis(Duration age) {
        return age.compareTo(Duration.ofDays(365_000)) > 0 ? Long.MAX_VALUE : age.toMillis();
    }

    Segment active() {
        return active;
    }

    @Nullable
    Segment previous() {
        return previous;
    }

    @Override
    public boolean isTriggeringEvent(@Nullable File file, Batch batch) {
        if (active.isAbandoned()) {
            return true;
        }
        if (active.isEmpty()) {
            return false;
        }
        return batch.size() > room() || active.isOlderThan(maxAgeMillis, batch.millis());
    }

    /** How many bytes still fit the active segment; the lines of one transaction go together, whether they fit or not. */
    long room() {
        return maxSize - active.length();
    }

    @Override
    public void rollover() throws RolloverFailure {
        try {
            setAsideWhatHoldsNothing();
            Segment next = create();
            if (!active.isEmpty()) {
                previous = active;
            }
            active = next;
        } catch (IOException e) {
            throw new RolloverFailure("No new segment could be created in " + directory.path(), e);
        }
    }

    /** Undoes a rollover whose segment could not be opened. */
    void goOnWith(Segment before, @Nullable Segment beforeThat) {
        try {
            Files.deleteIfExists(active.path());
        } catch (IOException e) {
            addWarn("An empty segment stays behind: " + active.path(), e);
        }
        active = before;
        previous = beforeThat;
    }

    /** A file without a good line that could not be cut back stands where the next one must. */
    private void setAsideWhatHoldsNothing() throws IOException {
        Path path = active.path();
        if (active.isEmpty() && active.isAbandoned() && Files.exists(path) && Files.size(path) > 0) {
            Files.move(path, Recovery.torn(path, clock.instant()));
        }
    }

    private Segment create() throws IOException {
        Path path = directory.resolve(Segment.name(stream, chain.seq() + 1));
        try {
            directory.createSegment(path);
        } catch (FileAlreadyExistsException e) {
            if (Files.size(path) > 0) {
                throw e;
            }
            directory.replaceEmpty(path);
        }
        return Segment.created(path);
    }

    @Override
    public String getActiveFileName() {
        return active.path().toString();
    }

    @Override
    public CompressionMode getCompressionMode() {
        return CompressionMode.NONE;
    }

    @Override
    public void setParent(FileAppender<?> appender) {
        // Needed by policies that share the file property with their appender; this one has its own names.
    }
}
