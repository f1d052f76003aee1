package io.audittrail.sample;

/** What the address names is not there. */
public final class NotFoundException extends RuntimeException {

    public NotFoundException(String kind, Object name) {
        super("No " + kind + " '" + name + "'.");
    }
}
