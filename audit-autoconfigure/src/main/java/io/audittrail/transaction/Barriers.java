package io.audittrail.transaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in a transaction statements were executed: what was known of an entity before is not what a change of it after
 * begins with. Not thread-safe.
 */
final class Barriers {

    private final List<Barrier> all = new ArrayList<>(1);
    private final Map<String, Integer> lastOf = new HashMap<>();
    private int lastOfAny = -1;

    /**
     * @param place of the statement's record
     * @param types whose entities it may have changed; null when these may be any
     */
    private record Barrier(int place, @Nullable Set<String> types) {}

    void add(int place, @Nullable Set<String> types) {
        Barrier barrier = new Barrier(place, types);
        if (!all.isEmpty() && all.get(all.size() - 1).equals(barrier)) {
            return; // One of the many changes of a pause.
        }
        all.add(barrier);
        stand(barrier);
    }

    private void stand(Barrier barrier) {
        if (barrier.types == null) {
            lastOfAny = barrier.place;
        } else {
            barrier.types.forEach(type -> lastOf.put(type, barrier.place));
        }
    }

    /** Whether an entity of the type may be another than it was when its record came to this place. */
    boolean isAfter(int place, String type) {
        return lastOfAny > place || lastOf.getOrDefault(type, -1) > place;
    }

    /** Those from this place on are taken back. */
    void rollBackTo(int place) {
        if (all.removeIf(barrier -> barrier.place >= place)) {
            lastOf.clear();
            lastOfAny = -1;
            all.forEach(this::stand);
        }
    }
}
