package io.audittrail;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the log knows of an entity at some moment. A property that it knows nothing of is not among the properties: it is
 * unknown, and not null.
 *
 * @param properties by name
 * @param changedUnseen where a value was another than the one before had become: somebody has changed it past the log
 */
public record EntityState(
        String entity,
        Object id,
        Instant at,
        Existence existence,
        Map<String, @Nullable Object> properties,
        List<Unseen> changedUnseen) {

    public EntityState {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties)); // A copyOf would take no null.
        changedUnseen = List.copyOf(changedUnseen);
    }

    /** Whether there was such an entity. */
    public enum Existence {
        EXISTED,
        DID_NOT_EXIST,

        /** The log tells nothing of it. */
        UNKNOWN
    }

    /**
     * A change that the log has not seen, up to the moment that was asked for.
     *
     * @param after when the log saw the property last
     * @param before when it saw that it is another
     */
    public record Unseen(Change change, Instant after, Instant before) {}
}
