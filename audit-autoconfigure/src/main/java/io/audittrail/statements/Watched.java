package io.audittrail.statements;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Who watches the statements on the connections of one data source: nobody, until a unit is ready. A data source may lend
 * what another one has; whoever watches it watches that one too. Thread-safe.
 */
final class Watched {

    private volatile List<StatementWatch> by = List.of();
    private volatile boolean announces;

    /** Weakly: data sources of a scope come and go. */
    private final Set<Watched> behind = Collections.newSetFromMap(new WeakHashMap<>());

    /** Units may share a data source. The same object as long as they are the same. */
    List<StatementWatch> by() {
        return by;
    }

    /** Whether any of them wants the database to know who is at work. */
    boolean announces() {
        return announces;
    }

    synchronized void begin(StatementWatch watch) {
        List<StatementWatch> more = without(watch.unit());
        more.add(watch);
        set(more);
        behind.forEach(each -> each.begin(watch));
    }

    synchronized void end(String unit) {
        set(without(unit));
        behind.forEach(each -> each.end(unit));
    }

    /** A connection of this data source turned out to be one of that. */
    synchronized void lends(Watched other) {
        if (other != this && behind.add(other)) {
            by.forEach(other::begin);
        }
    }

    private void set(List<StatementWatch> others) {
        announces = others.stream().anyMatch(watch -> watch.recorder().announces());
        by = List.copyOf(others);
    }

    private List<StatementWatch> without(String unit) {
        List<StatementWatch> others = new ArrayList<>(by);
        others.removeIf(watch -> watch.unit().equals(unit));
        return others;
    }
}
