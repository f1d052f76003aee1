package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.scale.AuditSwitch.Position;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import io.audittrail.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What auditing adds to a transaction of one application, which is audited in one slice and not in the next. Nothing else
 * changes in between, so that small costs can be seen.
 */
final class ToggleScale implements Measurement {

    private static final int INSERT_BYTES = 820;
    private static final int UPDATE_BYTES = 400;

    /** What is done in a round, in random order. */
    private enum Turn {
        OFF(Position.NOBODY),
        OFF_AGAIN(Position.NOBODY),
        BARE_WRITE(Position.BARE_WRITE),
        ON(Position.AUDIT);

        private final Position position;

        Turn(Position position) {
            this.position = position;
        }
    }

    private final boolean onPostgres;

    /** @param onPostgres where a transaction takes its usual time; otherwise H2 in memory, where small costs show */
    ToggleScale(boolean onPostgres) {
        this.onPostgres = onPostgres;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("workloads", "W1,W2,W3,W4,W5,W6");
        options.put("rounds", "300");
        options.put("slice", "25");
        options.put("slice-of-threads", "100");
        return options;
    }

    @Override
    public String measure(Options options) throws Exception {
        return onPostgres ? onPostgres(options) : "On H2 in memory.\n\n" + measure(options, Login.h2());
    }

    private String onPostgres(Options options) throws Exception {
        StringBuilder text = new StringBuilder();
        try (Scratch scratch = Scratch.create();
                Server server = Server.start(scratch)) {
            for (String synchronousCommit : List.of("off", "on")) {
                Login database = server.newDatabase("commit_" + synchronousCommit, synchronousCommit);
                text.append(Server.settings(database)).append("\n\n");
                text.append(measure(options, database)).append('\n');
            }
        }
        return text.toString();
    }

    private String measure(Options options, Login database) throws Exception {
        Table table = new Table(
                "Workload, for each transaction",
                "CPU without",
                "added CPU",
                "a bare write adds",
                "none adds (A/A)",
                "added garbage",
                "time × without (half of the rounds)",
                "A/A");
        try (Scratch scratch = Scratch.create();
                BareWrite bareWrite = new BareWrite(scratch.path().resolve("bare"), INSERT_BYTES, UPDATE_BYTES);
                Application application =
                        Application.audited(database, scratch.path().resolve("log"))) {
            AuditSwitch audit = new AuditSwitch(application.factory(), bareWrite);
            int share = 0;
            for (Workload workload : workloads(options.text("workloads"))) {
                List<Task> tasks = new ArrayList<>();
                for (int i = 0; i < workload.threads(); i++) {
                    Work work = new Work(workload, Application.MODEL, application.factory(), share++);
                    work.begin();
                    tasks.add(Task.of(work));
                }
                row(table, workload, rounds(tasks, audit, options));
                System.err.println(workload + ": measured");
            }
            Logs.check(application.context().getBean(Ledger.class));
        }
        return table.toString();
    }

    private static List<Workload> workloads(String names) {
        return Arrays.stream(names.split(",", -1)).map(Workload::valueOf).toList();
    }

    private Compared<Turn> rounds(List<Task> tasks, AuditSwitch audit, Options options) throws Exception {
        Turns<Turn> turns = new Turns<>(List.of(Turn.values()));
        // Threads begin and end with their slice, which takes its time too.
        Duration slice = Duration.ofMillis(options.number(tasks.size() == 1 ? "slice" : "slice-of-threads"));
        List<Map<Turn, Cost>> rounds = Rounds.of(options.number("rounds"), () -> {
            Map<Turn, Cost> costs = new LinkedHashMap<>();
            for (Turn turn : turns.next()) {
                audit.set(turn.position);
                costs.put(turn, Cost.of(tasks, slice));
            }
            return costs;
        });
        return new Compared<>(rounds, Turn.OFF);
    }

    private static void row(Table table, Workload workload, Compared<Turn> compared) {
        boolean oneWrite = workload.changes() == 1;
        table.row(
                workload + " " + workload.title(),
                compared.cpu(),
                compared.addedCpu(Turn.ON),
                oneWrite ? compared.addedCpu(Turn.BARE_WRITE) : "–",
                compared.addedCpu(Turn.OFF_AGAIN),
                compared.addedGarbage(Turn.ON),
                compared.times(Turn.ON),
                compared.times(Turn.OFF_AGAIN));
    }
}
