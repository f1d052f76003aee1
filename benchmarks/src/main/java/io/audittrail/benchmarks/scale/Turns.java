package io.audittrail.benchmarks.scale;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order those who are compared have their turns, drawn anew for each round. One source of chance for all rounds:
 * sources with neighbouring seeds begin alike.
 */
final class Turns<T> {

    private final List<T> all;
    private final Random random = new Random(1);

    Turns(List<T> all) {
        this.all = List.copyOf(all);
    }

    List<T> next() {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(order, random);
        return order;
    }
}
