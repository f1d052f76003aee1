package io.audittrail.checkpoint;

import org.jspecify.annotations.Nullable;

/** The key that checkpoints are to be signed with cannot be used. The message says why, and never what is in the file. */
public final class UnusableKeyException extends RuntimeException {

    UnusableKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
