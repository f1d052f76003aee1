package io.audittrail.trail;

import io.audittrail.Change;
import io.audittrail.Operation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to an entity if it was committed, which nobody knows until something follows. Not thread-safe.
 */
final class Doubt {

    /** What something that follows says of it. */
    enum Judgement {
        COMMITTED,
        ROLLED_BACK,
        OPEN
    }

    private static final Map<String, Object> NOT_KNOWN = Map.of("unread", "not known");

    private final Step first;
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private Operation action;

    Doubt(Step first) {
        this.first = first;
        this.action = first.action();
        add(first);
    }

    /** Another record of the same transaction. */
    void and(Step later) {
        action = action == Operation.CREATE ? action : later.action();
        add(later);
    }

    private void add(Step step) {
        step.changes().forEach(change -> changes.merge(change.property(), change, Doubt::then));
    }

    /** A list whose order changed stands there as it was and as it became. */
    private static Change then(Change first, Change later) {
        if (later.elements() == null || first.elements() != null || !(first.newValue() instanceof List<?> list)) {
            return later.elements() == null && first.elements() != null ? later : first.then(later);
        }
        Contents contents = new Contents(list);
        boolean fits = contents.follow(later.elements()) == null;
        return new Change(first.property(), first.oldValue(), fits ? contents.plain() : NOT_KNOWN);
    }

    boolean isOf(Step step) {
        return first.tx().equals(step.tx());
    }

    Instant at() {
        return first.at();
    }

    /** All of it, as it was if it was. */
    Step step() {
        return new Step(
                first.at(), first.tx(), first.n(), action, List.copyOf(changes.values()), false, first.weight());
    }

    /** Whether it may have made or removed the entity. */
    boolean isOfExistence() {
        return action != Operation.UPDATE;
    }

    /** Whether it may have given this property a value that looks different. */
    boolean isOf(String property) {
        Change change = changes.get(property);
        if (change == null) {
            return false;
        }
        return change.elements() == null
                ? !Objects.equals(change.oldValue(), change.newValue())
                : !change.elements().isNone();
    }

    /** A transaction is committed as a whole: one property, or that there is an entity at all, tells of the rest. */
    Judgement judge(Step later) {
        if (action == Operation.CREATE) {
            return later.action() == Operation.CREATE ? Judgement.ROLLED_BACK : Judgement.COMMITTED;
        }
        if (action == Operation.DELETE) {
            return later.action() == Operation.CREATE ? Judgement.COMMITTED : Judgement.ROLLED_BACK;
        }
        for (Change change : later.changes()) {
            Change mine = changes.get(change.property());
            if (mine != null && later.action() != Operation.CREATE) {
                if (tells(change.oldValue(), mine.newValue(), mine.oldValue())) {
                    return Judgement.COMMITTED;
                }
                if (tells(change.oldValue(), mine.oldValue(), mine.newValue())) {
                    return Judgement.ROLLED_BACK;
                }
            }
        }
        return Judgement.OPEN;
    }

    private static boolean tells(@Nullable Object found, @Nullable Object expected, @Nullable Object notThis) {
        return Values.isSame(found, expected) && Values.isOther(found, notThis);
    }

    /** Something else has been seen of a property since. Returns whether that concerned this. */
    boolean forget(String property) {
        return changes.remove(property) != null;
    }

    boolean isSettled() {
        return changes.isEmpty() && action == Operation.UPDATE;
    }
}
