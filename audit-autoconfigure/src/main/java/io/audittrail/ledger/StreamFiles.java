package io.audittrail.ledger;

import ch.qos.logback.core.ContextBase;
import io.audittrail.line.Chain;
import io.audittrail.line.LineEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The end of the chain and the file it goes on in: what can be had only when the disk lets us. Not thread-safe. */
final class StreamFiles implements AutoCloseable {

    private final LedgerDirectory directory;
    private final String stream;
    private final Chain chain;
    private final SegmentPolicy segments;
    private final SegmentAppender appender;
    private final ContextBase context = new ContextBase();
    private @Nullable Segment linked;

    StreamFiles(
            LedgerSettings settings,
            LedgerDirectory directory,
            Surroundings surroundings,
            Trust trust,
            LineEncoder encoder,
            Notes notes,
            Syncing syncing,
            Stopwatch writing)
            throws IOException {
        this.directory = directory;
        this.stream = settings.stream();
        Recovery.Head head = trust.recover(directory, surroundings.clock());
        this.chain = head.chain();
        this.segments = new SegmentPolicy(settings, directory, chain, head, surroundings.clock());
        this.appender =
                new SegmentAppender(segments, surroundings, chain, head.breach(), encoder, notes, syncing, writing);
        segments.setContext(context);
        segments.start();
        appender.setContext(context);
        appender.open();
        notes.found(head.policyDigest(), head.repairs());
    }

    Chain chain() {
        return chain;
    }

    SegmentAppender appender() {
        return appender;
    }

    Segment active() {
        return segments.active();
    }

    /** How many bytes fit the segment that is written. */
    long room() {
        return segments.room();
    }

    /** Lets the link follow the segments. */
    void link() {
        if (linked != segments.active()) {
            linked = segments.active();
            directory.pointAt(linked.path(), stream);
        }
    }

    @Override
    public void close() {
        appender.stop();
        segments.stop();
        context.stop();
    }
}
