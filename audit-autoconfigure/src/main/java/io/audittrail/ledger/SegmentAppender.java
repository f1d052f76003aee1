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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines with one write, and checks it: what fails is cut off again and said on the batch, never swallowed. Logback's
 * own appender would close itself, drop what comes later, and tell only its status list. To be called by one thread at a
 * time.
 */
final class SegmentAppender extends RollingFileAppender<Batch> {

    private static final int MAX_KEPT_BYTES = 1024 * 1024;

    private final SegmentPolicy policy;
    private final Surroundings surroundings;
    private final Chain chain;
    private final LineEncoder lineEncoder;
    private final Notes notes;
    private final Syncing syncing;
    private final Stopwatch writing;
    private final Lines opening = new Lines(512);
    private LineBuffer out = new LineBuffer(8192);
    private @Nullable SegmentFile file;
    private @Nullable Map<String, Object> breach;
    private @Nullable IOException openFailure;

    /** What somebody else had done to a file that was left before anybody looked. */
    private @Nullable String unsaid;

    /** @param breach what does not fit in what is there: said by the first line of the next segment, in place of the usual */
    SegmentAppender(
            SegmentPolicy policy,
            Surroundings surroundings,
            Chain chain,
            @Nullable Map<String, Object> breach,
            LineEncoder lineEncoder,
            Notes notes,
            Syncing syncing,
            Stopwatch writing) {
        this.policy = policy;
        this.surroundings = surroundings;
        this.chain = chain;
        this.breach = breach;
        this.lineEncoder = lineEncoder;
        this.notes = notes;
        this.syncing = syncing;
        this.writing = writing;
        setRollingPolicy(policy);
        setEncoder(new NoEncoder());
        setName("audittrail");
    }

    /** The lines of the last write, sealed. */
    LineBuffer lastWritten() {
        return out;
    }

    /** Gives back memory that only a giant needs. */
    void forgetWritten() {
        if (out.capacity() > MAX_KEPT_BYTES) {
            out = new LineBuffer(8192);
        }
    }

    /** Where the log ends. */
    Mark end() {
        return new Mark(chain.head(), policy.active().length());
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
        syncing.opened(policy.active(), opened(), end());
    }

    @Override
    public void openFile(String name) throws IOException {
        try {
            SegmentFile opened = surroundings.files().open(Path.of(name));
            setOutputStream(opened);
            file = opened;
            openFailure = null;
        } catch (IOException e) {
            openFailure = e;
            throw e;
        }
    }

    /** A file that is left may still have to be synced; see {@link Syncing}. */
    @Override
    protected void closeOutputStream() {}

    @Override
    protected void subAppend(Batch batch) {
        try {
            if (policy.isTriggeringEvent(null, batch) && (policy.active().isAbandoned() || syncing.hasRoom())) {
                roll(batch);
            }
            if (batch.isToBeSynced()) {
                writeAndSync(batch);
            } else {
                writeOut(batch);
            }
            batch.written();
        } catch (Throwable e) {
            batch.failed(e);
        }
    }

    /**
     * What somebody else has done to the file. A file that was cut, extended, renamed, replaced or removed is no place for the
     * next line: it would be lost, or spoil what is left. The log goes on in a new segment, which names the last line that the
     * old one should hold. Null when all is well, or this was said before.
     */
    @Nullable
    String findDisturbance() {
        String earlier = unsaid;
        unsaid = null;
        return earlier == null ? lookAtFile() : earlier;
    }

    private @Nullable String lookAtFile() {
        Segment segment = policy.active();
        SegmentFile target = file;
        if (target == null || segment.isAbandoned()) {
            return null;
        }
        String found = target.disturbance(segment.length());
        if (found != null) {
            segment.disturbed();
        }
        return found;
    }

    /** When no new segment can be begun, the old one goes on growing, if it can. */
    private void roll(Batch batch) throws IOException {
        Segment before = policy.active();
        Segment beforeThat = policy.previous();
        Mark end = end();
        String found = lookAtFile(); // Nobody looks at it any more.
        unsaid = found == null ? unsaid : found;
        cutAgain(before);
        try {
            policy.rollover();
        } catch (RolloverFailure e) {
            orGoOn(before, e, batch);
            return;
        }
        SegmentFile left = file;
        try {
            openFile(policy.getActiveFileName());
            syncing.opened(policy.active(), opened(), end);
        } catch (IOException e) {
            policy.goOnWith(before, beforeThat);
            orGoOn(before, e, batch);
        } catch (RuntimeException | Error e) { // Lines of the new segment must not get into the file of the old one.
            policy.goOnWith(before, beforeThat);
            file = left;
            throw e;
        }
    }

    private static void orGoOn(Segment before, Exception cause, Batch batch) throws IOException {
        if (before.isAbandoned()) {
            throw new IOException("No new segment could be begun after " + before.path(), cause);
        }
        batch.notRolled(cause);
    }

    private SegmentFile opened() throws IOException {
        SegmentFile target = file;
        if (target == null) {
            throw new IOException("The segment is not open");
        }
        return target;
    }

    /** What cannot be synced is taken back, since nobody has heard of it: the descriptor is not to be trusted any more. */
    private void writeAndSync(Batch batch) throws IOException {
        Segment segment = policy.active();
        Mark before = end();
        Map<String, Object> breachBefore = breach;
        writeOut(batch);
        try {
            syncing.upTo(end());
        } catch (IOException | RuntimeException | Error e) {
            chain.goBackTo(before.head());
            segment.goBackTo(before.length());
            segment.doubt();
            cutBack(opened(), segment);
            breach = segment.isEmpty() ? breachBefore : breach;
            throw e;
        }
    }

    /** Seals the lines into one buffer and writes it at once. */
    @Override
    protected void writeOut(Batch batch) throws IOException {
        SegmentFile target = opened();
        Segment segment = policy.active();
        List<Lines> lines = batch.lines();
        try {
            seal(batch, segment);
            write(target);
        } catch (IOException | RuntimeException | Error e) {
            chain.drop();
            cutBack(target, segment);
            throw e;
        }
        chain.keep();
        breach = null;
        for (int i = 0; i < lines.size(); i++) {
            segment.add(0, lines.get(i).timestamp());
        }
        segment.add(out.length(), lines.get(0).timestamp());
    }

    private void write(SegmentFile target) throws IOException {
        writing.begin();
        try {
            target.append(out.array(), out.length());
        } finally {
            writing.end();
        }
    }

    private void seal(Batch batch, Segment segment) {
        List<Lines> lines = batch.lines();
        out.cut(0);
        if (segment.isEmpty()) {
            sealAll(opening(lines.get(0).timestamp()));
        }
        out.reserve(batch.size());
        for (int i = 0; i < lines.size(); i++) {
            sealAll(lines.get(i));
        }
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
        String policyDigest = notes.digest();
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
