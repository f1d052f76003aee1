package io.audittrail.verify;

/**
 * Hears how far a verification has come, each time that something was read. It may take its time, to leave some to others,
 * and may throw to end the verification.
 */
@FunctionalInterface
public interface Progress {

    /**
     * @param bytes of files that were read, never fewer than before; in the end all
     * @param of all bytes of the files, as large as they were when it began
     */
    void at(long bytes, long of);
}
