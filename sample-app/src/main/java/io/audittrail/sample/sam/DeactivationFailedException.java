package io.audittrail.sample.sam;

/** The failure that a caller asked for. */
public final class DeactivationFailedException extends RuntimeException {

    DeactivationFailedException(String projcode) {
        super("Deactivating '" + projcode + "' failed on request; everything was rolled back.");
    }
}
