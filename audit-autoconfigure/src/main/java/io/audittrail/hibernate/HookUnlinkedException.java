package io.audittrail.hibernate;

/**
 * This version of Hibernate does not tell what auditing has to know, and with {@code audit.on-failure=closed} nothing
 * starts that might leave something out.
 */
public final class HookUnlinkedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HookUnlinkedException(String what, LinkageError cause) {
        super("This version of Hibernate does not tell auditing about " + what, cause);
    }
}
