package io.audittrail;

import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints in a place of its own. Every bean of this type gets each of them, in order, from a thread that no
 * transaction waits for.
 */
@FunctionalInterface
public interface CheckpointSink {

    /** What is thrown is counted and logged; the next checkpoint, which covers this one, comes all the same. */
    void accept(Checkpoint checkpoint);

    /**
     * The newest checkpoint of a stream, where this sink can tell. The log is compared with it when it is opened: a head
     * that does not fit is not continued in silence.
     */
    default @Nullable Checkpoint last(String stream) {
        return null;
    }
}
