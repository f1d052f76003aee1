package io.audittrail.verify;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor takes away: segments as a whole, checkpoints, the key, the policies in force, gaps, and what the verifier
 * found, in one zip file, which can be {@link #verify verified} wherever there is a JDK and our jar. The log may be damaged,
 * and may be written meanwhile. Immutable.
 */
public final class Evidence {

    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final Span span;
    private final @Nullable Path checkpoints;
    private final @Nullable PublicKey key;
    private final Clock clock;

    private Evidence(Path directory, Span span, @Nullable Path checkpoints, @Nullable PublicKey key, Clock clock) {
        this.directory = directory;
        this.span = span;
        this.checkpoints = checkpoints;
        this.key = key;
        this.clock = clock;
    }

    /** Of all that is in the log's directory. */
    public static Evidence of(Path directory) {
        return new Evidence(directory, Span.ALL, null, null, Clock.systemUTC());
    }

    /** Of the segments that can hold a line of that time, both ends included; null leaves an end open. */
    public Evidence between(@Nullable Instant from, @Nullable Instant to) {
        return new Evidence(directory, new Span(from, to), checkpoints, key, clock);
    }

    /** With the checkpoints in this file, one a line. */
    public Evidence withCheckpoints(Path file) {
        return new Evidence(directory, span, file, null, clock);
    }

    /** With the checkpoints in this file, and the Ed25519 key that their signatures fit. */
    public Evidence withCheckpoints(Path file, PublicKey signer) {
        return new Evidence(directory, span, file, signer, clock);
    }

    Evidence at(Clock now) {
        return new Evidence(directory, span, checkpoints, key, now);
    }

    /**
     * Writes a file that must not be there yet. An exception says that there is none then either: something could not be
     * read or written, or no segment holds a line of that time.
     *
     * @return what was found in the segments that were taken; damage is evidence too
     */
    public Verification writeTo(Path file) throws IOException {
        return export(file).segments();
    }

    /**
     * @param log what was found in the whole directory
     * @param segments what was found in the segments that were taken
     */
    record Exported(Verification log, Verification segments) {}

    Exported export(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path target = file.toAbsolutePath();
        Path parent = Objects.requireNonNull(target.getParent(), "a root is there already");
        Path unfinished = Files.createTempFile(parent, "." + target.getFileName() + "-", ".tmp");
        try {
            Exported exported = write(unfinished);
            Files.move(unfinished, target);
            return exported;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private Exported write(Path file) throws IOException {
        CheckpointFile pins = checkpoints == null ? null : CheckpointFile.open(checkpoints, key);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (int attempt = 1; ; attempt++) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                Exported exported = new EvidenceWriter(directory, span, pins, now, file, channel)
                        .write(() -> verifier().directory(directory));
                channel.force(true);
                return exported;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                } // Retention has removed a segment meanwhile.
            }
        }
    }

    private Verifier verifier() {
        Verifier chain = Verifier.ofChain();
        if (checkpoints == null) {
            return chain;
        }
        return key == null ? chain.withCheckpoints(checkpoints) : chain.withCheckpoints(checkpoints, key);
    }

    /**
     * Verifies such a file: every bit of it, the chain, the checkpoints, and that what it tells of its segments is what they
     * say. What cannot be seen from it: that the key is the right one, and what stood in segments that were left out.
     */
    public static Verification verify(Path file) throws IOException {
        return EvidenceCheck.of(file, null).found();
    }

    /** Verifies such a file, and that its checkpoints were signed with the key that belongs to this Ed25519 key. */
    public static Verification verify(Path file, PublicKey signer) throws IOException {
        return EvidenceCheck.of(file, signer).found();
    }
}
