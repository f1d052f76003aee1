package io.audittrail;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One property of an entity, before and after.
 *
 * <p>Values are plain and immutable: null, strings, numbers, booleans, UUIDs, {@code java.time} values, lists and maps of
 * these, or {@link Hidden}. A to-one association is the id of its target, an embeddable is a map in mapping order. What was
 * read from the log has the types that {@link AuditTrail} tells of.
 *
 * @param oldValue of a list whose order changed what {@link Elements#before} has; null for other collections
 * @param newValue of a list whose order changed what {@link Elements#after} has; null for other collections
 * @param elements what became of a collection; null for whatever is none
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

    /**
     * The net change of this one and a later one of the same property: first old value, last new value. Where one of them
     * does not show what became of a collection, neither does the net change.
     */
    public Change then(Change later) {
        if (elements == null) {
            return later.elements == null ? new Change(property, oldValue, later.newValue) : this.unlessEmpty(later);
        }
        return later.elements == null ? later.unlessEmpty(this) : new Change(property, elements.then(later.elements));
    }

    private Change unlessEmpty(Change other) {
        return oldValue == null && newValue == null ? other : this;
    }

    /** Whether the property ends where it began. {@code 1} and {@code 1.00} are the same; hidden values never are. */
    public boolean isNone() {
        return elements == null ? Sameness.same(oldValue, newValue) : elements.isNone();
    }
}
