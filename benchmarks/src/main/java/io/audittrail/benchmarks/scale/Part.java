package io.audittrail.benchmarks.scale;

import io.audittrail.Operation;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;

/**
 * What is done in each transaction, and what {@link #TRANSACTIONS} of them leave in the log: a figure of what was not
 * recorded is none.
 *
 * @param threads how many work at the same time
 * @param tasks for one thread, on rows of its own, which it has by a number that no other has
 */
record Part(
        String title,
        int threads,
        BiFunction<Application, Integer, Task> tasks,
        Map<Operation, Integer> without,
        Map<Operation, Integer> with) {

    /** As many of them are looked at. */
    static final int TRANSACTIONS = 10;

    static final Part STATELESS_UPDATE =
            of("an update by a stateless session", Tasks::statelessUpdate, Map.of(Operation.UPDATE, TRANSACTIONS));

    static final Part READ = of("a load of an entity", Tasks::load, Map.of(Operation.READ, TRANSACTIONS));

    private static final Part JDBC_UPDATE =
            of("one row changed by `JdbcTemplate`", Tasks::jdbcUpdate, Map.of(Operation.STATEMENT, TRANSACTIONS));

    /** What those pay who send all by Hibernate, and what a statement costs that is sent past it. */
    static List<Part> ofJdbc() {
        List<Part> parts = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            parts.add(of(workload, records(workload)));
        }
        parts.add(JDBC_UPDATE);
        return parts;
    }

    /** What is beyond the changes of entities, and two of those to compare it with. */
    static List<Part> ofAuditing() {
        return List.of(
                of(Workload.W1, Map.of()),
                of(Workload.W2, Map.of()),
                of(Workload.W6, Map.of()),
                of("a load of an entity, whose reads are not recorded", Tasks::load, Map.of()),
                of("an insert by a stateless session", Tasks::statelessInsert, Map.of(Operation.CREATE, TRANSACTIONS)),
                STATELESS_UPDATE,
                of("50 rows changed by JPQL", Tasks::jpqlUpdate, Map.of(Operation.STATEMENT, TRANSACTIONS)),
                JDBC_UPDATE,
                of(
                        "two rows changed by `JdbcTemplate`",
                        Tasks::twoJdbcUpdates,
                        Map.of(Operation.STATEMENT, 2 * TRANSACTIONS)),
                of(
                        "the same, the second in a nested transaction",
                        Tasks::nestedJdbcUpdate,
                        Map.of(Operation.STATEMENT, 2 * TRANSACTIONS)));
    }

    private static Part of(String title, BiFunction<Application, Integer, Task> tasks, Map<Operation, Integer> with) {
        return new Part(title, 1, tasks, Map.of(), with);
    }

    private static Part of(Workload workload, Map<Operation, Integer> without) {
        return new Part(
                workload + " " + workload.title(),
                workload.threads(),
                (application, share) -> begun(workload, application, share),
                without,
                records(workload));
    }

    private static Task begun(Workload workload, Application application, int share) {
        Work work = new Work(workload, Application.MODEL, application.factory(), share);
        work.begin();
        return Task.of(work);
    }

    private static Map<Operation, Integer> records(Workload workload) {
        return switch (workload) {
            case W1 -> Map.of(Operation.CREATE, TRANSACTIONS);
            case W2, W6 -> Map.of(Operation.UPDATE, TRANSACTIONS);
            case W3 -> Map.of(Operation.UPDATE, TRANSACTIONS * workload.changes());
            case W4 -> Map.of(Operation.DELETE, TRANSACTIONS);
            case W5 -> Map.of(Operation.UPDATE, 4, Operation.CREATE, 3, Operation.DELETE, 3);
        };
    }

    /** For an application, with rows of its own. */
    List<Task> begin(Application application, IntSupplier shares) {
        List<Task> begun = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            begun.add(tasks.apply(application, shares.getAsInt()));
        }
        return begun;
    }
}
