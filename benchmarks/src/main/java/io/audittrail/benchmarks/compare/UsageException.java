package io.audittrail.benchmarks.compare;

/** The command line says something that cannot be done. */
final class UsageException extends Exception {

    UsageException(String message) {
        super(message);
    }
}
