package io.audittrail.ledger;

import ch.qos.logback.core.ContextBase;
import io.audittrail.ChangeSet;
import io.audittrail.line.Chain;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import io.audittrail.line.LinesPool;
import io.audittrail.line.Seal;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one who writes a stream: takes lines in turn, seals and writes them, and tells listeners. Shared by all ledgers of
 * this JVM that are opened on the same directory and stream. Thread-safe.
 */
final class StreamWriter {

    private final LedgerSettings settings;
    private final LedgerDirectory directory;
    private final StreamLock streamLock;
    private final Clock clock;
    private final LineEncoder encoder;
    private final LinesPool pool = new LinesPool();
    private final ContextBase context = new ContextBase();
    private final SegmentPolicy segments;
    private final SegmentAppender appender;
    private final Chain chain;

    private final ReentrantLock lock = new ReentrantLock();
    private final Batch batch = new Batch();
    private final Lines control = new Lines(1024);
    private final Policy policy = new Policy();
    private final Deque<Note> notes = new ArrayDeque<>();
    private final Listeners listeners = new Listeners();
    private final Reports reports = new Reports();
    private final Housekeeping housekeeping;
    private final Surroundings surroundings;
    private @Nullable String policyDigest;
    private @Nullable Segment linked;
    private @Nullable Suspension suspension;
    private boolean started;
    private boolean closed;

    private volatile @Nullable Seal syncedHead;
    private volatile @Nullable Exception lastFailure;
    private volatile long lastWriteMillis;
    private volatile long lastSeq;
    private volatile Path lastSegment;

    /** What the ledger has to say of itself before the next record. */
    private record Note(String control, Map<String, ?> details) {}

    StreamWriter(LedgerSettings settings, LedgerDirectory directory, StreamLock streamLock, Surroundings surroundings)
            throws IOException {
        this.settings = settings;
        this.surroundings = surroundings;
        this.clock = surroundings.clock();
        this.directory = directory;
        this.streamLock = streamLock;
        this.encoder = new LineEncoder(settings.stream());
        Recovery.Head head = Recovery.find(directory, settings.stream(), clock);
        this.chain = head.chain();
        this.policyDigest = head.policyDigest();
        head.repairs().forEach(repair -> notes.add(new Note("tail-repaired", repair)));
        this.segments = new SegmentPolicy(settings, directory, chain, head, clock);
        this.appender = new SegmentAppender(segments, surroundings.files(), chain, encoder, clock);
        appender.policyDigest(policyDigest);
        if (head.breach() != null) {
            appender.begin(head.breach());
        }
        segments.setContext(context);
        segments.start();
        appender.setContext(context);
        appender.open();
        lastSeq = chain.seq();
        lastSegment = segments.active().path();
        housekeeping = new Housekeeping(settings.stream(), reports);
        Every second = new Every(clock, Duration.ofSeconds(1));
        housekeeping.add("sync", () -> {
            if (second.isDue()) {
                sync();
            }
        });
        if (surroundings.ownThread()) {
            housekeeping.start();
        }
    }

    /** Those who hear of what fails in this stream. */
    Reports reports() {
        return reports;
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    /** The last line that the disk has for certain, with all before it; null as long as nothing is known. */
    @Nullable
    Seal syncedHead() {
        return syncedHead;
    }

    /** Why nothing can be written at the moment, or what waits has waited too long; null when all is well. Waits for nobody. */
    @Nullable
    String refusal(Duration maxLag) {
        Exception failure = lastFailure;
        return failure == null ? null : failure.getMessage();
    }

    LedgerFigures figures() {
        return new LedgerFigures(appender.writes(), 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private void sync() throws IOException {
        lock.lock();
        try {
            if (!closed && (syncedHead == null || syncedHead.seq() != chain.seq())) {
                appender.sync();
                syncedHead = chain.head();
            }
        } finally {
            lock.unlock();
        }
    }

    LedgerSettings settings() {
        return settings;
    }

    LedgerDirectory directory() {
        return directory;
    }

    /** Asks nobody who may be busy writing: a disk that hangs must not take the health of the application with it. */
    long seq() {
        return lastSeq;
    }

    long writes() {
        lock.lock();
        try {
            return appender.writes();
        } finally {
            lock.unlock();
        }
    }

    Path segment() {
        return lastSegment;
    }

    /** Why the last write failed; null when it did not. */
    @Nullable
    Exception lastFailure() {
        return lastFailure;
    }

    @Nullable
    Instant lastWrite() {
        long millis = lastWriteMillis;
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    Lines encode(ChangeSet changes) {
        Lines lines = pool.take();
        try {
            encoder.encode(changes, lines);
            return lines;
        } catch (RuntimeException | Error e) {
            pool.giveBack(lines);
            throw e;
        }
    }

    void release(Lines lines) {
        pool.giveBack(lines);
    }

    Listeners listeners() {
        return listeners;
    }

    long append(Lines lines, Failures failures) throws IOException {
        lock.lock();
        try {
            begin(failures);
            return write(lines, failures);
        } catch (IOException e) {
            missing(lines.count(), e);
            throw e;
        } finally {
            listeners.tell();
            lock.unlock();
        }
    }

    Seal appendSynced(List<Lines> batch, Failures failures) throws IOException {
        lock.lock();
        try {
            begin(failures);
            for (Lines lines : batch) {
                write(lines, failures);
            }
            appender.sync();
            return chain.head();
        } finally {
            listeners.tell();
            lock.unlock();
        }
    }

    void start(Failures failures) throws IOException {
        lock.lock();
        try {
            begin(failures);
        } finally {
            listeners.tell();
            lock.unlock();
        }
    }

    void policy(String key, Map<String, ?> part, Failures failures) throws IOException {
        lock.lock();
        try {
            policy.put(key, part);
            String digest = policy.digest();
            if (started && !closed && !digest.equals(policyDigest)) {
                Map<String, @Nullable Object> details = changed(digest);
                details.put("policy", policy.parts());
                inForce(digest);
                notes.add(new Note("policy-changed", details));
                sayNotes(failures);
            }
        } finally {
            listeners.tell();
            lock.unlock();
        }
    }

    /** Writes the last line, and lets go of the files. */
    void close(Failures failures) throws IOException {
        housekeeping.stop(surroundings.patience());
        lock.lock();
        try (streamLock) {
            if (started && !closed) {
                Map<String, @Nullable Object> details = new LinkedHashMap<>();
                details.put("policyDigest", policyDigest);
                sayNotes(failures);
                saySuspension(failures);
                notes.add(new Note("stopped", details));
                sayNotes(failures);
            }
            appender.sync();
            syncedHead = chain.head();
        } finally {
            closed = true;
            listeners.tell();
            housekeeping.last();
            appender.stop();
            segments.stop();
            context.stop();
            lock.unlock();
        }
    }

    /** Writes what stands before the next record. What fails is tried again with the one after it. */
    private void begin(Failures failures) throws IOException {
        if (closed) {
            throw new IOException("The audit log in " + directory.path() + " is closed");
        }
        if (!started) {
            started = true;
            addStart();
        }
        sayNotes(failures);
        saySuspension(failures);
    }

    private void missing(int records, IOException cause) {
        if (suspension == null) {
            suspension = new Suspension(clock.instant(), String.valueOf(cause.getMessage()));
        }
        suspension.lost(records);
    }

    /** Nothing that was committed is missing without the log saying so. */
    private void saySuspension(Failures failures) throws IOException {
        Suspension said = suspension;
        if (said == null) {
            return;
        }
        if (!said.isBegunInLog()) {
            say(said.since(), "suspended", said.beginning(), failures);
            said.begunInLog();
        }
        say(clock.instant(), "resumed", said.end(), failures);
        suspension = null;
    }

    private void addStart() {
        String digest = policy.digest();
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("policyDigest", digest);
        if (settings.application().name() != null) {
            details.put("application", settings.application().name());
        }
        if (settings.application().version() != null) {
            details.put("version", settings.application().version());
        }
        details.put("policy", policy.parts());
        notes.add(new Note("started", details));
        if (policyDigest != null && !policyDigest.equals(digest)) {
            notes.add(new Note("policy-changed", changed(digest)));
        }
        inForce(digest);
    }

    private void inForce(String digest) {
        policyDigest = digest;
        appender.policyDigest(digest);
    }

    private Map<String, @Nullable Object> changed(String digest) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("policyDigest", digest);
        details.put("previousPolicyDigest", policyDigest);
        return details;
    }

    private void sayNotes(Failures failures) throws IOException {
        for (Note note = notes.peek(); note != null; note = notes.peek()) {
            say(clock.instant(), note.control(), note.details(), failures);
            notes.remove();
        }
    }

    private void say(Instant at, String what, Map<String, ?> details, Failures failures) throws IOException {
        encoder.control(at, what, details, control);
        write(control, failures);
    }

    private long write(Lines lines, Failures failures) throws IOException {
        batch.begin(lines);
        appender.doAppend(batch);
        batch.end();
        Exception disturbance = batch.disturbance();
        if (disturbance != null) {
            failures.report(
                    "segment-disturbed",
                    "Somebody else has changed the audit log in " + directory.path()
                            + ": the file is left as it is, and the log goes on in a new one",
                    disturbance);
        }
        if (!batch.isWritten()) {
            throw failed(batch.failure());
        }
        Exception notRolled = batch.rollFailure();
        if (notRolled != null) {
            failures.report("roll-failed", "No new segment could be begun in " + directory.path(), notRolled);
        }
        lastFailure = notRolled;
        lastWriteMillis = clock.millis();
        long seq = chain.seq();
        lastSeq = seq;
        if (linked != segments.active()) {
            linked = segments.active();
            lastSegment = linked.path();
            directory.pointAt(linked.path(), settings.stream());
        }
        listeners.written(appender.lastWritten(), lines, seq);
        return seq;
    }

    private IOException failed(@Nullable Throwable cause) {
        String reason = cause == null ? "the appender did not take the lines" : String.valueOf(cause.getMessage());
        IOException failure = new IOException(
                "The audit log could not be written to " + segments.active().path() + ": " + reason, cause);
        lastFailure = failure;
        return failure;
    }
}
