package io.audittrail.verify;

import java.util.ArrayList;
import java.util.List;

/** The first bad places of a stream, and how many there are: one edit can make thousands. */
final class Damages {

    private static final int KEPT = 20;

    private final List<Damage> first = new ArrayList<>();
    private long count;

    void add(Damage damage) {
        count++;
        if (first.size() < KEPT) {
            first.add(damage);
        }
    }

    /** What was found elsewhere: the first of them, and how many there are. */
    void add(List<Damage> others, long otherCount) {
        others.forEach(this::add);
        count += otherCount - others.size();
    }

    /** For what is known only at the end, but concerns the start. */
    void addFirst(Damage damage) {
        count++;
        first.add(0, damage);
    }

    List<Damage> first() {
        return List.copyOf(first);
    }

    long count() {
        return count;
    }
}
