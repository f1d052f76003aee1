package io.audittrail;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One property of an entity, before and after.
 *
 * <p>Values are plain and immutable: null, strings, numbers, booleans, UUIDs, {@code java.time} values, lists and maps of
 * these, or {@link Hidden}. A to-one association is the id of its target, an embeddable is a map in mapping order.
 *
 * @param oldValue null for a collection
 * @param newValue the {@link Elements} of a collection that changed
 */
public record Change(
        String property,
        @Nullable Object oldValue,
        @Nullable Object newValue,
        @Nullable Elements elements) {

    public Change {
        Objects.requireNonNull(property, "property");
    }

    public Change(String property, @Nullable Object oldValue, @Nullable Object newValue) {
        this(property, oldValue, newValue, null);
    }

    /** Of a collection. */
    public Change(String property, Elements elements) {
        this(property, elements.before(), elements.after(), elements);
    }

    /** The net change of this one and a later one of the same property: first old value, last new value. */
    public Change then(Change later) {
        return newValue instanceof Elements first && later.newValue instanceof Elements last
                ? new Change(property, first.then(last))
                : new Change(property, oldValue, later.newValue);
    }

    /** Whether the property ends where it began. {@code 1} and {@code 1.00} are the same; hidden values never are. */
    public boolean isNone() {
        return newValue instanceof Elements elements ? elements.isNone() : Sameness.same(oldValue, newValue);
    }
}
