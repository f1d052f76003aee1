package io.audittrail.trail;

/** How much may be read. What is answered is kept until all of it is there, and hence counts for much more. */
final class Budget {

    private static final int ANSWERED = 64;

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

    void answer(long bytes) {
        left -= ANSWERED * bytes;
    }
}
