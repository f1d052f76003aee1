package io.audittrail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The head of a stream at some time: what was in the log up to {@code seq} when this was made, and was synced to the disk.
 * Kept where whoever can write to the log cannot, it shows what the chain alone does not: a cut at the end, an emptied
 * file, lines that were written anew with hashes to match.
 *
 * @param hash 64 hexadecimal digits: the hash of the line {@code seq}
 * @param at with microseconds
 * @param signature an Ed25519 signature in Base64; null without a key
 */
public record Checkpoint(
        String stream,
        long seq,
        String hash,
        Instant at,
        @Nullable String signature) {}
