package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which workloads are measured on which databases. Where the time does not suffice for enough rounds of all of them, a few
 * are measured well and the others not at all: PostgreSQL that syncs comes first, and the first workloads.
 */
final class Plan {

    /** What the first workload on a kind of database takes before its first round, in tenths of a second per contender: */
    private static final int FIRST = 120;

    /** rows and the rest of the warm-up of another, */
    private static final int LATER = 30;

    /** and the least rounds, and counting, on one database. */
    private static final int MEASURING = 30;

    private static final List<Database> SPARED_FIRST = List.of(Database.H2, Database.POSTGRES_ASYNC);

    private final int contenders;
    private final Map<Workload, Set<Database>> cells = new EnumMap<>(Workload.class);
    private final Set<String> leftOut = new TreeSet<>();

    private Plan(Collection<Workload> workloads, Collection<Database> databases, int contenders) {
        this.contenders = contenders;
        workloads.forEach(workload -> cells.put(workload, EnumSet.copyOf(databases)));
    }

    /** Everything that is asked for, however long it takes. */
    static Plan whole(Collection<Workload> workloads, Collection<Database> databases, int contenders) {
        return new Plan(workloads, databases, contenders);
    }

    /** All, or as much of it as there is time for, about. */
    static Plan within(Duration time, int contenders) {
        Plan plan = whole(EnumSet.allOf(Workload.class), EnumSet.allOf(Database.class), contenders);
        Duration most = time.multipliedBy(6).dividedBy(5);
        Workload[] workloads = Workload.values();
        for (int i = workloads.length - 1; i > 0; i--) {
            for (Database database : SPARED_FIRST) {
                if (plan.time().compareTo(most) > 0) {
                    plan.leaveOut(workloads[i], database);
                }
            }
        }
        return plan;
    }

    private void leaveOut(Workload workload, Database database) {
        Set<Database> databases = cells.get(workload);
        if (databases != null && databases.remove(database)) {
            leftOut.add(workload + " on " + database.title());
        }
    }

    /** Those that the time did not suffice for. */
    Collection<String> leftOut() {
        return leftOut;
    }

    /** What it takes at least, by experience with two cores. */
    Duration time() {
        return Duration.ofMillis(100L * contenders * weight());
    }

    Map<Workload, Set<Database>> on(Database.Kind kind) {
        Map<Workload, Set<Database>> found = new EnumMap<>(Workload.class);
        cells.forEach((workload, databases) -> {
            Set<Database> ofKind = EnumSet.copyOf(databases);
            ofKind.removeIf(database -> database.kind() != kind);
            if (!ofKind.isEmpty()) {
                found.put(workload, ofKind);
            }
        });
        return found;
    }

    int weight() {
        int weight = 0;
        for (Database.Kind kind : Database.Kind.values()) {
            boolean first = true;
            for (Set<Database> databases : on(kind).values()) {
                for (int i = 0; i < databases.size(); i++) {
                    weight += weight(first, i == 0);
                }
                first = false;
            }
        }
        return weight;
    }

    /**
     * What one workload on one database weighs in a budget.
     *
     * @param first whether it is the first workload on this kind of database
     * @param begins whether it is the first database of the workload
     */
    static int weight(boolean first, boolean begins) {
        if (!begins) {
            return MEASURING;
        }
        return MEASURING + (first ? FIRST : LATER);
    }
}
