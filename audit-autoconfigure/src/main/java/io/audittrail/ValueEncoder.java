package io.audittrail;

import org.jspecify.annotations.Nullable;

/**
 * Decides how values of an application's own type appear in the log. A bean of this type is used for attributes whose
 * Java type is {@link #type()} or a subtype of it; without one the value that goes to the database column is shown.
 */
public interface ValueEncoder<T> {

    Class<T> type();

    /** A string, number, boolean, or a list or map of these; of anything else the text is taken. */
    @Nullable
    Object encode(T value);
}
