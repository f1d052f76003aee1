package io.audittrail.trail;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows under which names records of a type stand in the log. */
@FunctionalInterface
public interface TypeNames {

    /** Where nothing is known of types: each stands under its own name, a class under its simple one. */
    TypeNames AS_THEY_ARE = type -> Set.of(type.substring(1 + Math.max(type.lastIndexOf('.'), type.lastIndexOf('$'))));

    /**
     * The type's own name, those of its subclasses, and what each was called before.
     *
     * @param type as the log names it, or a class
     */
    Set<String> of(String type);

    /**
     * Why there may be nothing in the log, in sentences: the type is not audited, the property not recorded.
     *
     * @param type as the log names it, or a class
     */
    default List<String> remarks(String type, @Nullable String property) {
        return List.of();
    }
}
