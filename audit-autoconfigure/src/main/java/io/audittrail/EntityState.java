package io.audittrail;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the log knows of an entity at some moment. A property that it knows nothing of is not among the properties: it is
 * unknown, and not null. A masked one is {@code "[masked]"}. Values are of the types that {@link AuditTrail} tells of.
 *
 * <p>A record whose outcome nobody knows counts when what follows shows that it was committed: the next change of one of its
 * properties found the new value there. When that found the old value, the record does not count. Until one or the other
 * shows, what it may have changed is unknown, be it a property or the existence of the entity.
 *
 * @param properties by name; none where the entity is not known to have existed
 * @param changedUnseen where a value was another than the one before had become: somebody has changed it past the log, or
 *     the database has made another one of it, by rounding for instance. The newest hundred, in the order of time; values
 *     that are not shown are left out
 * @param moreUnseen how many of them there were before those
 * @param notes why the log may not tell all: lines that cannot be read, or are gone, a type that is not audited
 */
public record EntityState(
        String entity,
        Object id,
        Instant at,
        Existence existence,
        Map<String, @Nullable Object> properties,
        List<Unseen> changedUnseen,
        long moreUnseen,
        List<String> notes) {

    public EntityState {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties)); // A copyOf would take no null.
        changedUnseen = List.copyOf(changedUnseen);
        notes = List.copyOf(notes);
    }

    /** Whether there was such an entity. */
    public enum Existence {
        EXISTED,
        DID_NOT_EXIST,

        /** The log tells nothing of it, or nothing certain. */
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
