package io.audittrail.ledger;

import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RolloverFailure;
import io.audittrail.line.Chain;
import io.audittrail.line.LineBuffer;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import io.audittrail.line.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of a transaction with one write, and checks it: what fails is cut off again and said on the batch,
 * never swallowed. Logback's own appender would close itself, drop what comes later, and tell only its status list. To be
 * called by one thread at a time.
 */
final class SegmentAppender extends RollingFileAppender<Batch> {

    private static final int MAX_KEPT_BYTES = 1024 * 1024;

    /** Asking the file system costs more than the write. */
    private static final long LOOK_EVERY_MILLIS = 200;

    private final SegmentPolicy policy;
    private final SegmentFile.Opener files;
    private final Chain chain;
    private final LineEncoder lineEncoder;
    private final Clock clock;
    private final Lines opening = new Lines(512);
    private LineBuffer out = new LineBuffer(8192);
    private @Nullable SegmentFile file;
    private @Nullable Map<String, Object> breach;
    private @Nullable String policyDigest;
    private @Nullable IOException openFailure;
    private long lookedAt;
    private long writes;

    SegmentAppender(SegmentPolicy policy, SegmentFile.Opener files, Chain chain, LineEncoder lineEncoder, Clock clock) {
        this.policy = policy;
        this.files = files;
        this.chain = chain;
        this.lineEncoder = lineEncoder;
        this.clock = clock;
        setRollingPolicy(policy);
        setEncoder(new NoEncoder());
        setName("audittrail");
    }

    /** Begins the next segment with a line that says what does not fit, instead of the usual one. */
    void begin(Map<String, Object> chainBroken) {
        breach = chainBroken;
    }

    void policyDigest(@Nullable String digest) {
        policyDigest = digest;
    }

    /** The lines of the last write, sealed. */
    LineBuffer lastWritten() {
        return out;
    }

    /** How often bytes were handed to the operating system. */
    long writes() {
        return writes;
    }

    void sync() throws IOException {
        if (file != null) {
            file.sync();
        }
    }

    /** Starts, and says so when it cannot. */
    void open() throws IOException {
        start();
        if (openFailure != null) {
            throw openFailure;
        }
        if (!isStarted()) {
            throw new IOException(
                    "The appender did not start: " + getStatusManager().getCopyOfStatusList());
        }
    }

    @Override
    public void openFile(String name) throws IOException {
        try {
            SegmentFile opened = files.open(Path.of(name));
            setOutputStream(opened);
            file = opened;
            openFailure = null;
        } catch (IOException e) {
            openFailure = e;
            throw e;
        }
    }

    @Override
    protected void subAppend(Batch batch) {
        try {
            leaveWhatWasDisturbed(batch);
            if (policy.isTriggeringEvent(null, batch)) {
                roll(batch);
            }
            writeOut(batch);
            batch.written();
        } catch (Throwable e) {
            batch.failed(e);
        }
    }

    /**
     * A file that somebody else has cut, extended, renamed or removed is no place for the next line: it would be lost, or
     * spoil what is left. The log goes on in a new segment, which names the last line that the old one should hold.
     * Looked at now and then.
     */
    private void leaveWhatWasDisturbed(Batch batch) {
        Segment segment = policy.active();
        SegmentFile target = file;
        long now = clock.millis();
        if (target == null || segment.isAbandoned() || Math.abs(now - lookedAt) < LOOK_EVERY_MILLIS) {
            return;
        }
        lookedAt = now;
        long found = target.visibleLength();
        if (found != segment.length()) {
            segment.disturbed();
            batch.disturbed(new IOException(segment.path() + (found < 0 ? " is gone" : " has " + found + " bytes")
                    + ", where " + segment.length() + " were written"));
        }
    }

    /** When no new segment can be begun, the old one goes on growing, if it can. */
    private void roll(Batch batch) throws IOException {
        Segment before = policy.active();
        Segment beforeThat = policy.previous();
        cutAgain(before);
        try {
            policy.rollover();
        } catch (RolloverFailure e) {
            orGoOn(before, e, batch);
            return;
        }
        try {
            openFile(policy.getActiveFileName());
        } catch (IOException e) {
            policy.goOnWith(before, beforeThat);
            orGoOn(before, e, batch);
        }
    }

    private static void orGoOn(Segment before, Exception cause, Batch batch) throws IOException {
        if (before.isAbandoned()) {
            throw new IOException("No new segment could be begun after " + before.path(), cause);
        }
        batch.notRolled(cause);
    }

    /** Seals the lines into one buffer and writes it at once. */
    @Override
    protected void writeOut(Batch batch) throws IOException {
        SegmentFile target = file;
        if (target == null) {
            throw new IOException("The segment is not open");
        }
        Segment segment = policy.active();
        Lines lines = batch.lines();
        try {
            seal(lines, segment);
            writes++;
            target.write(out.array(), 0, out.length());
            check(target, segment.length() + out.length());
        } catch (IOException | RuntimeException | Error e) {
            chain.drop();
            cutBack(target, segment);
            throw e;
        }
        chain.keep();
        if (segment.isEmpty()) {
            breach = null;
            segment.add(0, lines.timestamp());
        }
        segment.add(out.length(), lines.timestamp());
    }

    private static void check(SegmentFile target, long expected) throws IOException {
        long position = target.position();
        if (position != expected) {
            throw new IOException(
                    "The write was not complete: the file ends at byte " + position + ", not " + expected);
        }
    }

    private void seal(Lines lines, Segment segment) {
        if (out.capacity() > MAX_KEPT_BYTES) {
            out = new LineBuffer(8192);
        }
        out.cut(0);
        if (segment.isEmpty()) {
            sealAll(opening(lines.timestamp()));
        }
        sealAll(lines);
    }

    private void sealAll(Lines lines) {
        for (int i = 0; i < lines.count(); i++) {
            int start = out.length();
            out.append(lines.buffer().array(), lines.start(i), lines.end(i));
            lines.appendFlags(out);
            chain.seal(out, start);
        }
    }

    /** Timed as the line that comes after it. */
    private Lines opening(Instant now) {
        if (breach != null) {
            lineEncoder.control(now, "chain-broken", breach, opening);
            return opening;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        if (policyDigest != null) {
            details.put("policyDigest", policyDigest);
        }
        Segment previous = policy.previous();
        Seal head = chain.head();
        details.put("previous", previous == null ? null : previous.summary(head.seq(), head.hash()));
        lineEncoder.control(now, "segment-opened", details, opening);
        return opening;
    }

    private static void cutBack(SegmentFile target, Segment segment) {
        try {
            target.truncate(segment.length());
        } catch (IOException | RuntimeException e) {
            segment.abandon();
        }
    }

    /** Tries once more before the file is left behind: the reason may have passed. */
    private void cutAgain(Segment segment) {
        SegmentFile target = file;
        if (segment.isUncut() && target != null) {
            try {
                target.truncate(segment.length());
                segment.cut();
            } catch (IOException | RuntimeException e) {
                addWarn("What a failed write left behind in " + segment.path() + " stays", e);
            }
        }
    }

    /** Lines are bytes before they get here. */
    private static final class NoEncoder extends EncoderBase<Batch> {

        private static final byte[] NOTHING = {};

        @Override
        public byte[] headerBytes() {
            return NOTHING;
        }

        @Override
        public byte[] encode(Batch batch) {
            return NOTHING;
        }

        @Override
        public byte[] footerBytes() {
            return NOTHING;
        }
    }
}
