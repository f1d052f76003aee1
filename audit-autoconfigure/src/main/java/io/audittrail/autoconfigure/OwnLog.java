package io.audittrail.autoconfigure;

import io.audittrail.AuditGap;
import io.audittrail.AuditTrail;
import io.audittrail.CheckpointSigner;
import io.audittrail.actuate.LogExamination;
import io.audittrail.checkpoint.SigningKey;
import io.audittrail.trail.FileAuditTrail;
import io.audittrail.verify.Progress;
import io.audittrail.verify.Verification;
import io.audittrail.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Examines the log in {@code audit.ledger.directory}, with the checkpoints and the key that the settings name. */
final class OwnLog implements LogExamination {

    private final boolean isThere;
    private final Path directory;
    private final @Nullable Path checkpoints;
    private final @Nullable PublicKey key;
    private final AuditTrail trail;

    /** @param signer signs checkpoints; that of an application keeps its public key to itself */
    OwnLog(AuditProperties properties, @Nullable CheckpointSigner signer, AuditTrail trail) {
        String file = properties.checkpoints().file();
        this.isThere = properties.ledger().enabled();
        this.directory = Path.of(properties.ledger().directory());
        this.checkpoints = file == null ? null : Path.of(file);
        this.key = signer instanceof SigningKey own ? own.publicKey() : null;
        this.trail = trail;
    }

    @Override
    public @Nullable Found verify(Progress progress) throws IOException {
        if (!isThere || !Files.isDirectory(directory)) {
            return null;
        }
        // The first checkpoint comes a second after the first line.
        Path pins = checkpoints != null && Files.exists(checkpoints, LinkOption.NOFOLLOW_LINKS) ? checkpoints : null;
        Verification found = verifier(pins).reportingTo(progress).directory(directory);
        if (found.streams().isEmpty() && found.isWhole()) {
            return null;
        }
        return new Found(
                found,
                pins != null,
                pins != null && key != null,
                found.damages().stream()
                        .map(damage -> withoutDirectory(damage.toString(), pins))
                        .toList());
    }

    private Verifier verifier(@Nullable Path pins) {
        Verifier chain = Verifier.ofChain();
        if (pins == null) {
            return chain;
        }
        return key == null ? chain.withCheckpoints(pins) : chain.withCheckpoints(pins, key);
    }

    /** The verifier names the file of checkpoints as it was given to it, for the command's sake. */
    private static String withoutDirectory(String damage, @Nullable Path pins) {
        return pins == null ? damage : damage.replace(pins.toString(), String.valueOf(pins.getFileName()));
    }

    @Override
    public List<AuditGap> gaps(Runnable pace) {
        return trail instanceof FileAuditTrail files ? files.gaps(pace) : trail.gaps();
    }
}
