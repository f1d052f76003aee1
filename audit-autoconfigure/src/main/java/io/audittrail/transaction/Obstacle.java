package io.audittrail.transaction;

import org.jspecify.annotations.Nullable;

/** Something that may stand between a change and the log. */
@FunctionalInterface
public interface Obstacle {

    /**
     * Why nothing should be committed that has to be in the log: a sentence, or null while nothing is in the way. Asked before
     * each commit: waits for nobody, and allocates nothing when all is well.
     */
    @Nullable
    String sentence();
}
