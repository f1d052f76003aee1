package io.audittrail.benchmarks.scale;

import com.sun.management.ThreadMXBean;
import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.figures.Statistics;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.scale.AuditSwitch.Position;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import io.audittrail.ledger.Ledger;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What auditing adds to a transaction of one application, which is audited in one slice and not in the next. Nothing else
 * changes in between, so that small costs can be seen.
 */
final class ToggleScale implements Measurement {

    private static final int INSERT_BYTES = 820;
    private static final int UPDATE_BYTES = 400;

    /** So many are there for a slice that deletes them, which ends with them. */
    private static final int ROWS = 1_000;

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

    /** What a transaction cost in a slice, on the average. */
    private record Cost(double wallNanos, double cpuNanos, double bytes) {}

    private final boolean onPostgres;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** @param onPostgres where a transaction takes its usual time; otherwise H2 in memory, where small costs show */
    ToggleScale(boolean onPostgres) {
        this.onPostgres = onPostgres;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("workloads", "W1,W2,W3,W4,W5");
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
                List<Work> works = new ArrayList<>();
                for (int i = 0; i < workload.threads(); i++) {
                    Work work = new Work(workload, Application.MODEL, application.factory(), share++);
                    work.begin();
                    works.add(work);
                }
                row(table, workload, rounds(works, audit, options));
                System.err.println(workload + ": measured");
            }
            Logs.check(application.context().getBean(Ledger.class));
        }
        return table.toString();
    }

    private static List<Workload> workloads(String names) {
        return Arrays.stream(names.split(",", -1)).map(Workload::valueOf).toList();
    }

    private List<Map<Turn, Cost>> rounds(List<Work> works, AuditSwitch audit, Options options) throws Exception {
        Turns<Turn> turns = new Turns<>(List.of(Turn.values()));
        boolean isAlone = works.size() == 1;
        // Threads begin and end with their slice, which takes its time too.
        Duration slice = Duration.ofMillis(options.number(isAlone ? "slice" : "slice-of-threads"));
        return Rounds.of(options.number("rounds"), () -> {
            Map<Turn, Cost> costs = new LinkedHashMap<>();
            for (Turn turn : turns.next()) {
                audit.set(turn.position);
                costs.put(turn, isAlone ? alone(works.get(0), slice) : together(works, slice));
            }
            return costs;
        });
    }

    private Cost alone(Work work, Duration slice) {
        work.beforeSlice(ROWS);
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        int done = 0;
        while (work.isReady() && System.nanoTime() - start < slice.toNanos()) {
            work.transaction();
            done++;
        }
        return new Cost(
                (double) (System.nanoTime() - start) / done,
                (double) (threads.getCurrentThreadCpuTime() - cpu) / done,
                (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / done);
    }

    /** Where threads work side by side, their garbage is not counted. */
    private static Cost together(List<Work> works, Duration slice) throws Exception {
        Gang.Slice done = Gang.run(works.size(), slice, i -> () -> {
            long start = System.nanoTime();
            works.get(i).transaction();
            return System.nanoTime() - start; // So that it looks at the clock each time.
        });
        return new Cost((double) done.wallNanos() / done.times(), done.threadNanosEach(), Double.NaN);
    }

    private static void row(Table table, Workload workload, List<Map<Turn, Cost>> rounds) {
        boolean oneWrite = workload.changes() == 1;
        double garbage = added(rounds, Turn.ON, Cost::bytes);
        table.row(
                workload + " " + workload.title(),
                micros(Statistics.median(figures(rounds, Turn.OFF, Cost::cpuNanos))),
                micros(added(rounds, Turn.ON, Cost::cpuNanos)),
                oneWrite ? micros(added(rounds, Turn.BARE_WRITE, Cost::cpuNanos)) : "–",
                micros(added(rounds, Turn.OFF_AGAIN, Cost::cpuNanos)),
                Double.isNaN(garbage) ? "–" : Table.count(Math.round(garbage)) + " B",
                Table.spread(ratios(rounds, Turn.ON)),
                Table.spread(ratios(rounds, Turn.OFF_AGAIN)));
    }

    private static String micros(double nanos) {
        return Figure.of(nanos / 1e3) + " µs";
    }

    private static double added(List<Map<Turn, Cost>> rounds, Turn turn, ToDoubleFunction<Cost> figure) {
        List<Double> with = figures(rounds, turn, figure);
        List<Double> without = figures(rounds, Turn.OFF, figure);
        return Statistics.median(IntStream.range(0, with.size())
                .mapToObj(i -> with.get(i) - without.get(i))
                .toList());
    }

    private static List<Double> ratios(List<Map<Turn, Cost>> rounds, Turn turn) {
        List<Double> with = figures(rounds, turn, Cost::wallNanos);
        List<Double> without = figures(rounds, Turn.OFF, Cost::wallNanos);
        return IntStream.range(0, with.size())
                .mapToObj(i -> with.get(i) / without.get(i))
                .toList();
    }

    private static List<Double> figures(List<Map<Turn, Cost>> rounds, Turn turn, ToDoubleFunction<Cost> figure) {
        return rounds.stream()
                .map(round -> round.get(turn))
                .map(cost -> cost == null ? Double.NaN : figure.applyAsDouble(cost))
                .toList();
    }
}
