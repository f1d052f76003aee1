package io.audittrail.sample;

/** The request makes sense, but not now: something that is there stands in its way. */
public final class ConflictException extends RuntimeException {

    public ConflictException(String message) {
        super(message);
    }
}
