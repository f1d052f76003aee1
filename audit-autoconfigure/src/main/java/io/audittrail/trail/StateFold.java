package io.audittrail.trail;

import io.audittrail.Change;
import io.audittrail.Elements;
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
    private final LaterElements later = new LaterElements();
    private final Map<String, Instant> changedHidden = new HashMap<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final Deque<Unseen> unseen = new ArrayDeque<>();
    private long moreUnseen;
    private Existence existence = Existence.UNKNOWN;
    private Instant existenceSince = Instant.MIN;
    private Instant createdAt = Instant.MIN;
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
                    values.put(name, Contents.plain(seen.value()));
                }
            });
        }
        return new EntityState(entity, id, at, known, values, List.copyOf(unseen), moreUnseen, notes);
    }

    /** The time of which statements may have changed what is told: from the entity's creation on, as far as that is known. */
    boolean tellsOf(Instant when) {
        Instant from = existence == Existence.EXISTED ? createdAt : Instant.MIN;
        return !when.isBefore(from)
                && (!when.isAfter(at)
                        || properties.values().stream()
                                .anyMatch(seen -> seen.isKnown() && seen.when().isAfter(when)));
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
                .filter(change -> looksDifferent(before, after, change)
                        || after.changedHidden
                                .getOrDefault(change.property(), Instant.MIN)
                                .isAfter(before.at))
                .toList();
    }

    private static boolean looksDifferent(StateFold before, StateFold after, Change change) {
        Seen from = before.properties.get(change.property());
        Seen to = after.properties.get(change.property());
        if (from != null
                && from.value() instanceof Contents was
                && to != null
                && to.value() instanceof Contents is
                && change.oldValue() != null
                && change.newValue() != null) {
            return !was.isLike(is);
        }
        return !Objects.equals(change.oldValue(), change.newValue());
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
            if (doubt.forget(change.property()) && looksDifferent) {
                if (step.at().isAfter(at)) {
                    properties.put(change.property(), new Seen(null, false, doubt.at()));
                } else if (change.elements() != null) {
                    properties.remove(change.property()); // What was added tells nothing of what was there.
                }
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
            step.changes().forEach(change -> found(change, step));
        }
        doubts.add(new Doubt(step));
    }

    private void found(Change change, Step step) {
        if (change.elements() == null) {
            see(change, change.oldValue(), step.at());
        } else if (step.action() == Operation.DELETE) {
            seeWhole(change, change.elements().removed(), step.at());
        }
    }

    private void apply(Step step) {
        existed(step.action() == Operation.DELETE ? Existence.DID_NOT_EXIST : Existence.EXISTED, step.at());
        if (step.action() != Operation.UPDATE) {
            doubts.removeIf(doubt -> !doubt.at().isAfter(step.at()));
        }
        if (step.action() == Operation.CREATE) {
            properties.values().removeIf(seen -> isSuperseded(seen, step.at()));
            createdAt = step.at().isAfter(createdAt) ? step.at() : createdAt;
        }
        for (Change change : step.changes()) {
            if (change.elements() == null) {
                see(change, change.newValue(), step.at());
            } else {
                follow(change, change.elements(), step);
            }
            if (Values.isHidden(change)) {
                changedHidden.merge(change.property(), step.at(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
    }

    private void follow(Change change, Elements elements, Step step) {
        Seen before = properties.get(change.property());
        if (before != null && before.when().isAfter(at)) {
            return; // What was found later is what came of it.
        }
        if (step.action() == Operation.CREATE) {
            properties.putIfAbsent(change.property(), new Seen(new Contents(elements.added()), true, step.at()));
            return;
        }
        boolean isLate = before != null && before.when().isAfter(step.at());
        if (before != null && isLate && !(before.value() instanceof Contents)) {
            return; // The order of a list was told as a whole since.
        }
        Contents known = before == null || isLate ? null : Contents.of(before.value());
        properties.remove(change.property());
        if (before == null || known == null || elements.before() != null) {
            return; // Of a long list whose order changed nobody knows what it became.
        }
        if (step.action() == Operation.DELETE) {
            Contents whole = new Contents(elements.removed());
            if (!known.isLike(whole)) {
                unseen(change.property(), known.plain(), whole.plain(), before.when(), step.at());
            }
            return;
        }
        Contents.Mismatch mismatch = known.follow(elements);
        if (mismatch != null) {
            unseen(change.property(), mismatch.known(), mismatch.found(), before.when(), step.at());
        } else {
            properties.put(change.property(), new Seen(known, true, step.at()));
        }
    }

    private void seeWhole(Change change, List<?> found, Instant when) {
        Seen before = properties.get(change.property());
        if (before != null && !isSuperseded(before, when)) {
            return;
        }
        Contents whole = new Contents(found);
        properties.put(change.property(), new Seen(whole, true, when));
        Contents known = before == null || before.when().isAfter(when) ? null : Contents.of(before.value());
        if (before != null && before.isKnown() && known != null && !known.isLike(whole)) {
            unseen(change.property(), known.plain(), whole.plain(), before.when(), when);
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
                && Values.isOther(Contents.plain(before.value()), change.oldValue())) {
            unseen(change.property(), Contents.plain(before.value()), change.oldValue(), before.when(), when);
        }
    }

    private void unseen(
            String property, @Nullable Object known, @Nullable Object found, Instant after, Instant before) {
        unseen.add(new Unseen(new Change(property, known, found), after, before));
        if (unseen.size() > MOST_UNSEEN) {
            unseen.remove();
            moreUnseen++;
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
                    .forEach(change -> properties.computeIfPresent(
                            change.property(), (name, seen) -> seen.when().isAfter(step.at()) ? null : seen));
            for (Change change : step.changes()) {
                LaterElements.Told told = properties.containsKey(change.property()) ? null : later.take(change, step);
                if (told != null) {
                    properties.put(change.property(), new Seen(told.value(), true, step.at()));
                }
            }
        }
        ended |= step.action() == Operation.DELETE && !step.isUnknown();
    }
}
