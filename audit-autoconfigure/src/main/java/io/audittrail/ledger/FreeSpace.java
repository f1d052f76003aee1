package io.audittrail.ledger;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the log from filling its volume for everyone: below the reserve, nothing more is written. For one thread at a time.
 */
final class FreeSpace {

    private static final long LOOK_AGAIN_AFTER = 16L << 20;
    private static final double MEGABYTE = 1 << 20;

    private final LedgerDirectory directory;
    private final long reserve;
    private final Surroundings.Volume volume;
    private long unseen;

    FreeSpace(LedgerDirectory directory, long reserve, Surroundings.Volume volume) {
        this.directory = directory;
        this.reserve = reserve;
        this.volume = volume;
    }

    /** Whether so much has been written since the last look that it is time for another. */
    boolean isLookDue(int written) {
        unseen += written;
        return unseen >= LOOK_AGAIN_AFTER;
    }

    /**
     * Says what is missing; null when there is enough, and when it cannot be told.
     *
     * @param needed for what is to be written at once
     */
    @Nullable
    String shortage(long needed) {
        unseen = 0;
        if (reserve == 0) {
            return null;
        }
        try {
            long free = volume.free(directory.path());
            return free - needed >= reserve
                    ? null
                    : String.format(
                            "Only %.1f MB are free on the volume of the audit log in %s, and"
                                    + " audit.ledger.min-free-space leaves %.1f MB to others",
                            free / MEGABYTE, directory.path(), reserve / MEGABYTE);
        } catch (IOException e) {
            return null; // A write will tell.
        }
    }
}
