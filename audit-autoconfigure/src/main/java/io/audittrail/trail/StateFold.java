package io.audittrail.trail;

import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.EntityState.Existence;
import io.audittrail.EntityState.Unseen;
import io.audittrail.Operation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an entity at some moment, from its history, step by step. What was first changed later was until then what
 * that change says it was. Keeps the properties and what is in doubt, never the history. Not thread-safe.
 */
final class StateFold {

    private static final int MOST_UNSEEN = 100;

    private final Instant at;
    private final Map<String, Seen> properties = new LinkedHashMap<>();
    private final Map<String, Instant> changedHidden = new HashMap<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final Deque<Unseen> unseen = new ArrayDeque<>();
    private long moreUnseen;
    private Existence existence = Existence.UNKNOWN;
    private Instant existenceSince = Instant.MIN;
    private boolean ended;

    /** A value, or that it cannot be told; and when the log said so. */
    private record Seen(@Nullable Object value, boolean isKnown, Instant when) {}

    StateFold(Instant at) {
        this.at = at;
    }

    /** To be called in the order of time. What comes later than that tells only of what nothing newer has told of. */
    void take(Step step) {
        resolve(step);
        if (step.at().isAfter(at)) {
            takeLater(step);
        } else if (step.isUnknown()) {
            doubt(step);
        } else {
            apply(step);
        }
    }

    /** @param notes what there is to say of the history that was read */
    EntityState state(String entity, Object id, List<String> notes) {
        Existence known = doubts.stream().anyMatch(Doubt::isOfExistence) ? Existence.UNKNOWN : existence;
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (known == Existence.EXISTED) {
            properties.forEach((name, seen) -> {
                if (seen.isKnown() && doubts.stream().noneMatch(doubt -> doubt.isOf(name))) {
                    values.put(name, seen.value());
                }
            });
        }
        return new EntityState(entity, id, at, known, values, List.copyOf(unseen), moreUnseen, notes);
    }

    /** What is known at both moments, and not the same. Where there was no such entity, each property is null. */
    static List<Change> diff(StateFold before, StateFold after) {
        EntityState from = before.state("", "", List.of());
        EntityState to = after.state("", "", List.of());
        Set<String> names = new LinkedHashSet<>(from.properties().keySet());
        names.addAll(to.properties().keySet());
        return names.stream()
                .filter(name -> isKnown(from, name) && isKnown(to, name))
                .map(name -> new Change(
                        name, from.properties().get(name), to.properties().get(name)))
                .filter(change -> !Values.isSame(change.oldValue(), change.newValue()))
                .filter(change -> !Objects.equals(change.oldValue(), change.newValue())
                        || after.changedHidden
                                .getOrDefault(change.property(), Instant.MIN)
                                .isAfter(before.at))
                .toList();
    }

    private static boolean isKnown(EntityState state, String property) {
        return state.existence() == Existence.DID_NOT_EXIST
                || state.properties().containsKey(property);
    }

    private void resolve(Step step) {
        for (Doubt doubt : List.copyOf(doubts)) {
            if (doubt.isOf(step) || doubt.at().isAfter(step.at())) {
                continue;
            }
            Doubt.Judgement judgement = doubt.judge(step);
            if (judgement == Doubt.Judgement.OPEN) {
                leave(doubt, step);
            } else {
                doubts.remove(doubt);
            }
            if (judgement == Doubt.Judgement.COMMITTED) {
                apply(doubt.step());
            }
        }
    }

    /** What a step says takes the place of what is in doubt; a later one, that it will never be known. */
    private void leave(Doubt doubt, Step step) {
        for (Change change : step.changes()) {
            boolean looksDifferent = doubt.isOf(change.property());
            if (doubt.forget(change.property()) && looksDifferent && step.at().isAfter(at)) {
                properties.put(change.property(), new Seen(null, false, doubt.at()));
            }
        }
        if (doubt.isSettled()) {
            doubts.remove(doubt);
        }
    }

    /** Its old values are what was found, whatever became of it. */
    private void doubt(Step step) {
        for (Doubt doubt : doubts) {
            if (doubt.isOf(step)) {
                doubt.and(step);
                return;
            }
        }
        boolean isNew = step.action() == Operation.CREATE;
        existed(isNew ? Existence.DID_NOT_EXIST : Existence.EXISTED, step.at());
        if (!isNew) {
            step.changes().forEach(change -> see(change, change.oldValue(), step.at()));
        }
        doubts.add(new Doubt(step));
    }

    private void apply(Step step) {
        existed(step.action() == Operation.DELETE ? Existence.DID_NOT_EXIST : Existence.EXISTED, step.at());
        if (step.action() != Operation.UPDATE) {
            doubts.removeIf(doubt -> !doubt.at().isAfter(step.at()));
        }
        if (step.action() == Operation.CREATE) {
            properties.values().removeIf(seen -> isSuperseded(seen, step.at()));
        }
        for (Change change : step.changes()) {
            see(change, change.newValue(), step.at());
            if (!Values.isSame(change.oldValue(), change.newValue())
                    && !Values.isOther(change.oldValue(), change.newValue())) {
                changedHidden.merge(change.property(), step.at(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
    }

    private void existed(Existence now, Instant when) {
        if (!when.isBefore(existenceSince)) {
            existence = now;
            existenceSince = when;
        }
    }

    private void see(Change change, @Nullable Object value, Instant when) {
        Seen before = properties.get(change.property());
        if (before != null && !isSuperseded(before, when)) {
            return;
        }
        properties.put(change.property(), new Seen(value, true, when));
        if (before != null
                && before.isKnown()
                && !before.when().isAfter(when)
                && Values.isOther(before.value(), change.oldValue())) {
            unseen.add(
                    new Unseen(new Change(change.property(), before.value(), change.oldValue()), before.when(), when));
            if (unseen.size() > MOST_UNSEEN) {
                unseen.remove();
                moreUnseen++;
            }
        }
    }

    /** What is told by a later change gives way to whatever was told before the moment. */
    private boolean isSuperseded(Seen seen, Instant when) {
        return !seen.when().isAfter(when) || seen.when().isAfter(at);
    }

    /** Only the first that is later tells of the moment, and nothing of another entity that has the same id later. */
    private void takeLater(Step step) {
        boolean isNew = step.action() == Operation.CREATE;
        if (existence == Existence.UNKNOWN) {
            existence = isNew ? Existence.DID_NOT_EXIST : Existence.EXISTED;
        }
        ended |= isNew;
        if (!ended) {
            step.changes()
                    .forEach(change -> properties.compute(
                            change.property(),
                            (name, seen) -> seen == null || seen.when().isAfter(step.at())
                                    ? new Seen(change.oldValue(), true, step.at())
                                    : seen));
        }
        ended |= step.action() == Operation.DELETE && !step.isUnknown();
    }
}
