package io.audittrail.statements;

import org.jspecify.annotations.Nullable;

/** Who watches the statements on the connections of one data source: nobody, until a unit is ready. Thread-safe. */
final class Watched {

    private volatile @Nullable StatementWatch by;

    @Nullable
    StatementWatch by() {
        return by;
    }

    /** Two units may share a data source. The first of them records what belongs to neither's sessions. */
    synchronized void begin(StatementWatch watch) {
        if (by == null) {
            by = watch;
        }
    }

    synchronized void end(String unit) {
        if (by != null && by.unit().equals(unit)) {
            by = null;
        }
    }
}
