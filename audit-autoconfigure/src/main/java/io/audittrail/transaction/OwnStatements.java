package io.audittrail.transaction;

/**
 * Whether the unit itself is preparing a statement on this thread: what becomes of that it tells in its own way. What an
 * application sends on the same connection it does not.
 */
public final class OwnStatements {

    private static final ThreadLocal<Boolean> PREPARING = new ThreadLocal<>();

    private OwnStatements() {}

    public static void begin() {
        PREPARING.set(true);
    }

    public static void end() {
        PREPARING.set(false);
    }

    public static boolean isPreparing() {
        return Boolean.TRUE.equals(PREPARING.get());
    }
}
