package io.audittrail.trail;

import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts steps into the order of time and drops repeats. Some lines come late, but not by much: a few steps wait, so that
 * memory does not grow with the history. One that comes later still is handed on when it comes. Not thread-safe.
 */
final class TimeOrder {

    static final int MOST = 1_000;
    private static final int MOST_WEIGHT = 1_000_000;

    private final PriorityQueue<Step> waiting = new PriorityQueue<>(Step.ORDER);
    private final Consumer<Step> next;
    private long weight;
    private @Nullable Step last;

    TimeOrder(Consumer<Step> next) {
        this.next = next;
    }

    void add(Step step) {
        waiting.add(step);
        weight += step.weight();
        while (waiting.size() > MOST || weight > MOST_WEIGHT) {
            handOn();
        }
    }

    /** Nothing more comes. */
    void end() {
        while (!waiting.isEmpty()) {
            handOn();
        }
    }

    private void handOn() {
        Step step = waiting.remove();
        weight -= step.weight();
        if (last == null || Step.ORDER.compare(step, last) != 0) {
            last = step;
            next.accept(step);
        }
    }
}
