package io.audittrail.benchmarks.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The same again and again. What is measured in the first rounds is forgotten: they warm up, by half as many as count. */
final class Rounds {

    private Rounds() {}

    static <T> List<T> of(int count, Callable<T> round) throws Exception {
        List<T> measured = new ArrayList<>();
        for (int i = -(count + 1) / 2; i < count; i++) {
            T figures = round.call();
            if (i >= 0) {
                measured.add(figures);
            }
        }
        return measured;
    }
}
