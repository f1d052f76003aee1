package io.audittrail;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Reads the log. */
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
