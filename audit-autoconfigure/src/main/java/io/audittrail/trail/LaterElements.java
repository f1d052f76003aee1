package io.audittrail.trail;

import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of collections after some moment, until something tells what they were as a whole: that, and what became of
 * them, tells what they were at the moment. Not thread-safe.
 */
final class LaterElements {

    private final Map<String, Elements> since = new HashMap<>();
    private final Set<String> lost = new HashSet<>();

    /**
     * What a property was at the moment, if the next change after what was taken already tells it.
     *
     * @return null where it does not
     */
    @Nullable
    Told take(Change change, Step step) {
        String property = change.property();
        if (lost.contains(property)) {
            return null;
        }
        Elements elements = change.elements();
        return elements == null ? whole(property, change.oldValue()) : part(property, elements, step);
    }

    /** What it was. */
    record Told(@Nullable Object value) {}

    private @Nullable Told whole(String property, @Nullable Object found) {
        Elements before = since.remove(property);
        if (before == null) {
            return new Told(found);
        }
        Contents contents = found instanceof List<?> list ? new Contents(list).before(before) : null;
        return contents == null ? lose(property) : new Told(contents);
    }

    private @Nullable Told part(String property, Elements elements, Step step) {
        boolean isWhole = step.action() == Operation.DELETE;
        if (elements.before() != null || (step.isUnknown() && !isWhole)) {
            return lose(property);
        }
        Elements before = since.getOrDefault(property, Elements.none());
        Elements all = before.then(elements);
        since.put(property, all);
        if (!isWhole) {
            return null;
        }
        Contents inOrder = new Contents(elements.removed()).before(before);
        if (inOrder != null) {
            return new Told(inOrder);
        }
        return all.added().isEmpty() && all.changed().isEmpty()
                ? new Told(new Contents(all.removed()))
                : lose(property);
    }

    private @Nullable Told lose(String property) {
        lost.add(property);
        since.remove(property);
        return null;
    }
}
