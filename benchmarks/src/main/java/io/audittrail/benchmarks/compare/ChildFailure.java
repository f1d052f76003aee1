package io.audittrail.benchmarks.compare;

/** A child did not do what it was asked for. */
final class ChildFailure extends Exception {

    private final boolean last;

    private ChildFailure(String message, boolean last) {
        super(message);
        this.last = last;
    }

    /** It could not do this, and may well do something else. */
    static ChildFailure ofCommand(String message) {
        return new ChildFailure(message, false);
    }

    /** Nothing more is to be expected of it. */
    static ChildFailure last(String message) {
        return new ChildFailure(message, true);
    }

    boolean isLast() {
        return last;
    }
}
