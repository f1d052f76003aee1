package io.audittrail;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the log.
 *
 * <p>Within an application values have the Java types of its mapping: an attribute that is a {@code BigDecimal} or an enum now
 * is one here, also the id of an association, the parts of an embeddable and of a composite id, which are maps, and the
 * elements of a collection, which are lists. A JSON document is a map or a list of what JSON knows, an array the list of its
 * elements. What has a converter of its own is converted back, unless it was to text or bytes.
 *
 * <p>What JSON knows (strings, longs, decimals, booleans, lists, maps and null), as it stands in the line, is whatever is not
 * mapped any more, what cannot be a value of its type ({@code "[masked]"}, a digest, an enum constant that is no more), what a
 * {@link ValueEncoder} has written, and everything outside an application.
 */
public interface AuditTrail {

    /**
     * Some of the records that match, and where to go on.
     *
     * @throws BadCursorException when the query goes on behind something that is no page of its order
     */
    AuditPage find(AuditQuery query);

    /**
     * All records that match, read as they are asked for; the query's limit does not count. To be closed.
     *
     * @throws BadCursorException when the query goes on behind something that is no page of its order
     */
    Stream<AuditRecord> stream(AuditQuery query);

    /** What the log knows of an entity at some moment. */
    default EntityState stateAt(Class<?> type, Object id, Instant at) {
        return stateAt(type.getName(), id, at);
    }

    /** What the log knows of an entity at some moment. */
    EntityState stateAt(String type, Object id, Instant at);

    /** See {@link #diff(String, Object, Instant, Instant)}. */
    default List<Change> diff(Class<?> type, Object id, Instant from, Instant to) {
        return diff(type.getName(), id, from, to);
    }

    /**
     * The properties of an entity that have not the same value at two moments; one that is not known at one of them is none.
     * One whose values are not shown, being masked for instance, is among them with equal sides when it was changed in between.
     */
    List<Change> diff(String type, Object id, Instant from, Instant to);

    /** The newest records, newest first. */
    default List<AuditRecord> last(int most) {
        return find(AuditQuery.all().limit(most)).records();
    }

    /** Where the log is not what it should be, in the order of time. Reads all of it: that takes its time. */
    List<AuditGap> gaps();
}
