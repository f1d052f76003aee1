package io.audittrail.trail;

/** How much may be read. */
final class Budget {

    private long left;

    Budget(long bytes) {
        this.left = bytes;
    }

    boolean isSpent() {
        return left <= 0;
    }

    void spend(long bytes) {
        left -= bytes;
    }
}
