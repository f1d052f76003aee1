package io.audittrail.line;

import org.jspecify.annotations.Nullable;

/**
 * What values of a line were before they were written: the way back from what JSON knows. What cannot have been a value of
 * the type stays what it is: the mask, a digest, an error, an enum constant that is no more. Immutable; see {@link LineTypes}.
 */
@FunctionalInterface
public interface LineType {

    /** Where nothing else is known. */
    LineType AS_IT_STANDS = value -> value;

    String MASKED = "[masked]";

    /** May throw what it likes when the value is none of this type. */
    Object parse(Object value);

    /** The value as it was, or as it stands in the line where it is none of this type. */
    default @Nullable Object of(@Nullable Object value) {
        if (value == null || value.equals(MASKED)) {
            return value;
        }
        try {
            return parse(value);
        } catch (RuntimeException e) {
            return value;
        }
    }
}
