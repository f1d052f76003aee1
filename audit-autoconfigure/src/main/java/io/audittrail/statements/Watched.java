package io.audittrail.statements;

import java.util.ArrayList;
import java.util.List;

/** Who watches the statements on the connections of one data source: nobody, until a unit is ready. Thread-safe. */
final class Watched {

    private volatile List<StatementWatch> by = List.of();

    /** Units may share a data source. The same object as long as they are the same. */
    List<StatementWatch> by() {
        return by;
    }

    synchronized void begin(StatementWatch watch) {
        List<StatementWatch> more = without(watch.unit());
        more.add(watch);
        by = List.copyOf(more);
    }

    synchronized void end(String unit) {
        by = List.copyOf(without(unit));
    }

    private List<StatementWatch> without(String unit) {
        List<StatementWatch> others = new ArrayList<>(by);
        others.removeIf(watch -> watch.unit().equals(unit));
        return others;
    }
}
