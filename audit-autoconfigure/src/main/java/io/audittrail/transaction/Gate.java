package io.audittrail.transaction;

import io.audittrail.AuditUnavailableException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a transaction whose changes cannot be recorded: an open gate lets it through, a closed one refuses it
 * before its commit. Thread-safe.
 */
public final class Gate {

    private static final Gate OPEN = new Gate(null);

    private final @Nullable Supplier<List<Obstacle>> obstacles;

    private Gate(@Nullable Supplier<List<Obstacle>> obstacles) {
        this.obstacles = obstacles;
    }

    /** The transaction is more important than its record. */
    public static Gate open() {
        return OPEN;
    }

    /**
     * The record is more important than the transaction.
     *
     * @param obstacles first asked for when a change is made: an application's bean may need the very unit that is being
     *     built
     */
    public static Gate closed(Supplier<List<Obstacle>> obstacles) {
        return new Gate(obstacles);
    }

    public boolean isClosed() {
        return obstacles != null;
    }

    /** Before anything is prepared. */
    void pass() {
        if (obstacles == null) {
            return;
        }
        List<Obstacle> all = obstacles.get();
        for (int i = 0; i < all.size(); i++) {
            String sentence = all.get(i).sentence();
            if (sentence != null) {
                throw refused(sentence, null);
            }
        }
    }

    /** @param what went wrong, as a sentence that has been said in the log already */
    void failed(String what, Throwable cause) {
        if (obstacles != null) {
            throw refused(what, cause);
        }
    }

    private static AuditUnavailableException refused(String why, @Nullable Throwable cause) {
        String end = why.endsWith(".") ? "" : ".";
        return new AuditUnavailableException(
                "The transaction is refused and was rolled back, because its changes cannot be recorded: " + why + end
                        + " With audit.on-failure=open it would have been committed",
                cause);
    }
}
