package io.audittrail;

import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints in a place of its own. Every bean of this type is told, in the order of {@code @Order} and each on a
 * thread of its own that no transaction waits for. Of beans that are equal one is told. Is asked before there is a
 * persistence unit, so it may need a {@code DataSource}, but no {@code EntityManagerFactory}.
 */
@FunctionalInterface
public interface CheckpointSink {

    /**
     * Comes once a second while there is something new, with a higher seq each time. A sink that takes longer misses some,
     * never the newest, which covers all before it. What is thrown is counted and logged, and shows in the health; the
     * next checkpoint comes all the same.
     */
    void accept(Checkpoint checkpoint);

    /**
     * The newest checkpoint of a stream, where this sink can tell. The log is compared with it when it is opened, and the
     * start of the application waits for the answer: a head that does not fit is not continued in silence.
     */
    default @Nullable Checkpoint last(String stream) {
        return null;
    }
}
