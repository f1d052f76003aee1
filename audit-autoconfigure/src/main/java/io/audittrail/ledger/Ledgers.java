package io.audittrail.ledger;

import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens ledgers. A stream has one writer: contexts of this JVM share it, another process has to wait, or takes another
 * stream. Thread-safe.
 */
public final class Ledgers {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 100;
    private static final int MAX_STREAMS = 100;
    private static final List<Shared> open = new CopyOnWriteArrayList<>();

    private Ledgers() {}

    /**
     * Opens the ledger and finds the end of its chain. A stream that was named by the operator and is in use elsewhere is
     * waited for: a rolling restart takes a while. In place of a default one the next free is taken.
     *
     * @throws LedgerUnavailableException when there is no place to write
     */
    public static Ledger open(LedgerSettings settings, Clock clock, Failures failures) {
        return open(settings, Witnesses.NONE, clock, failures);
    }

    /**
     * As above, with those who vouch for the log: its end is compared with the last they know of it, and from then on they
     * are told.
     */
    public static Ledger open(LedgerSettings settings, Witnesses witnesses, Clock clock, Failures failures) {
        return open(settings, witnesses, Surroundings.real(clock), failures, PATIENCE);
    }

    /** Whether this process is writing the stream now. Does not wait for who opens another. */
    public static boolean isWritten(Path directory, String stream) {
        try {
            return isOpen(directory.toRealPath(), stream);
        } catch (IOException e) {
            return false; // Nobody writes where there is no directory.
        }
    }

    static Ledger open(
            LedgerSettings settings,
            Witnesses witnesses,
            Surroundings surroundings,
            Failures failures,
            Duration patience) {
        LedgerDirectory directory = LedgerDirectory.of(settings.directory());
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Ledger ledger = tryOpen(settings, directory, witnesses, surroundings, failures);
                if (ledger != null) {
                    return ledger;
                }
            } catch (IOException e) {
                throw LedgerDirectory.unavailable(directory.path(), e);
            }
            if (System.nanoTime() - deadline >= 0) {
                throw taken(settings, directory, patience);
            }
            pause(directory);
        }
    }

    private static LedgerUnavailableException taken(
            LedgerSettings settings, LedgerDirectory directory, Duration patience) {
        return new LedgerUnavailableException(
                "The stream '" + settings.stream() + "' in " + directory.path() + " is still written by "
                        + StreamLock.holder(directory, settings.stream()) + ", after " + patience.toSeconds()
                        + " s. Stop that process, or give this one another name in audit.ledger.stream or another"
                        + " audit.ledger.directory",
                null);
    }

    private static void pause(LedgerDirectory directory) {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException(
                    "Interrupted while waiting for the audit log in " + directory.path(), e);
        }
    }

    private static synchronized @Nullable Ledger tryOpen(
            LedgerSettings settings,
            LedgerDirectory directory,
            Witnesses witnesses,
            Surroundings surroundings,
            Failures failures)
            throws IOException {
        Shared shared = find(directory.path(), settings);
        if (shared != null) {
            return shared.lend(witnesses, failures);
        }
        StreamWriter writer = create(settings, directory, surroundings);
        if (writer == null) {
            return null;
        }
        Shared created = new Shared(settings, writer);
        Ledger ledger = created.lend(witnesses, failures);
        writer.begin();
        open.add(created);
        return ledger;
    }

    private static @Nullable Shared find(Path directory, LedgerSettings settings) {
        for (Shared shared : open) {
            boolean sameDefault = !settings.streamExplicit() && shared.requested.equals(settings);
            if (shared.isAt(directory) && (shared.isNamed(settings.stream()) || sameDefault)) {
                return shared;
            }
        }
        return null;
    }

    private static @Nullable StreamWriter create(
            LedgerSettings settings, LedgerDirectory directory, Surroundings surroundings) throws IOException {
        int candidates = settings.streamExplicit() ? 1 : MAX_STREAMS;
        for (int i = 1; i <= candidates; i++) {
            String stream = i == 1 ? settings.stream() : settings.stream() + "-" + i;
            StreamLock lock;
            try {
                lock = isOpen(directory.path(), stream)
                        ? null
                        : StreamLock.tryLock(
                                directory, stream, surroundings.clock().instant());
            } catch (IOException e) {
                if (!directory.mayPass(e)) {
                    throw e;
                }
                return new StreamWriter(settings.withStream(stream), directory, null, surroundings);
            }
            if (lock != null) {
                if (i > 1) {
                    warnOfOtherName(settings, directory, stream);
                }
                return new StreamWriter(settings.withStream(stream), directory, lock, surroundings);
            }
        }
        return null;
    }

    private static void warnOfOtherName(LedgerSettings settings, LedgerDirectory directory, String stream) {
        log.warn(
                "The audit stream '{}' in {} is written by {}: this process writes '{}'. Set audit.ledger.stream to a name"
                        + " of its own for each instance",
                settings.stream(),
                directory.path(),
                StreamLock.holder(directory, settings.stream()),
                stream);
    }

    private static synchronized void release(Shared shared, Failures failures) throws IOException {
        shared.holders--;
        try {
            if (shared.holders == 0) {
                open.remove(shared);
                shared.writer.close();
            }
        } finally {
            shared.writer.condition().reports().remove(failures);
        }
    }

    private static boolean isOpen(Path directory, String stream) {
        return open.stream().anyMatch(shared -> shared.isAt(directory) && shared.isNamed(stream));
    }

    /** A writer, and how many hold it. */
    private static final class Shared {

        private final LedgerSettings requested;
        private final StreamWriter writer;
        private int holders;

        Shared(LedgerSettings requested, StreamWriter writer) {
            this.requested = requested;
            this.writer = writer;
        }

        boolean isAt(Path directory) {
            return writer.directory().path().equals(directory);
        }

        boolean isNamed(String stream) {
            return writer.settings().stream().equals(stream);
        }

        Ledger lend(Witnesses witnesses, Failures failures) {
            holders++;
            writer.condition().reports().add(failures);
            writer.aftercare().checkpoints().add(witnesses);
            return new Ledger(writer, witnesses, failures, reported -> release(this, reported));
        }
    }
}
