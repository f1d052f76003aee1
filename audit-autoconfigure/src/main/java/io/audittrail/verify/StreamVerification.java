package io.audittrail.verify;

import java.util.List;

/**
 * What was found of one stream.
 *
 * @param firstSeq of the first line; 0 when there is none
 * @param lastSeq of the last line, the head
 * @param hash of the last line
 * @param bytes of text that were checked
 * @param startRemoved whether the log begins later than with seq 1, because retention removed what was before
 * @param checkpoints that fit their place
 * @param checkpointsBefore the first line: what they speak of was removed, so nobody can tell
 * @param damages the first of them
 * @param damageCount all of them
 */
public record StreamVerification(
        String stream,
        long lines,
        long firstSeq,
        long lastSeq,
        String hash,
        long bytes,
        boolean startRemoved,
        long checkpoints,
        long checkpointsBefore,
        List<Damage> damages,
        long damageCount) {}
