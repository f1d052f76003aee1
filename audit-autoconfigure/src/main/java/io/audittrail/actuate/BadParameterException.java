package io.audittrail.actuate;

/** Its message is ours and quotes nothing of the request. */
final class BadParameterException extends RuntimeException {

    BadParameterException(String message) {
        super(message, null, false, false);
    }
}
