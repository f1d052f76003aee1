package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.figures.Statistics;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.scale.Gang.Slice;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import io.audittrail.ledger.Ledger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** How much longer a transaction takes on a PostgreSQL that syncs its own log, with each way of delivery. */
final class GuaranteedScale implements Measurement {

    /** One application: its ways, and what it did so far. */
    private static final class Contender {

        private final String title;
        private final Application application;
        private final List<Work> works;
        private final List<Slice> slices = new ArrayList<>();

        Contender(String title, Application application, int threads) {
            this.title = title;
            this.application = application;
            this.works = IntStream.range(0, threads)
                    .mapToObj(share -> new Work(Workload.W2, Application.MODEL, application.factory(), share))
                    .toList();
            works.forEach(Work::begin);
        }

        Slice slice(Duration duration) throws Exception {
            return Gang.run(works.size(), duration, i -> {
                Work work = works.get(i);
                return () -> {
                    long start = System.nanoTime();
                    work.transaction();
                    return System.nanoTime() - start;
                };
            });
        }
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("threads", "1");
        options.put("rounds", "60");
        options.put("slice", "300");
        return options;
    }

    @Override
    public String measure(Options options) throws Exception {
        try (Scratch scratch = Scratch.create();
                Server server = Server.start(scratch);
                Application none = Application.plain(server.newDatabase("none", "on"));
                Application again = Application.plain(server.newDatabase("again", "on"));
                Application direct = Application.audited(
                        server.newDatabase("direct", "on"), scratch.path().resolve("direct"));
                Application guaranteed = Application.audited(
                        server.newDatabase("guaranteed", "on"),
                        scratch.path().resolve("guaranteed"),
                        "audit.delivery=guaranteed",
                        "audit.outbox.initialize-schema=always")) {
            int threads = options.number("threads");
            List<Contender> contenders = List.of(
                    new Contender("none", none, threads),
                    new Contender("none, once more", again, threads),
                    new Contender("`direct`", direct, threads),
                    new Contender("`guaranteed`", guaranteed, threads));
            Duration duration = Duration.ofMillis(options.number("slice"));
            int rounds = options.number("rounds");
            Turns<Contender> turns = new Turns<>(contenders);
            for (int round = -rounds / 4; round < rounds; round++) {
                run(turns.next(), duration, round);
            }
            Logs.check(direct.context().getBean(Ledger.class));
            Logs.check(guaranteed.context().getBean(Ledger.class));
            return Server.settings(server.newDatabase("asked", "on")) + "\n\n" + report(contenders, threads);
        }
    }

    /** @param round negative while it is warming up */
    private static void run(List<Contender> contenders, Duration duration, int round) throws Exception {
        for (Contender contender : contenders) {
            Slice slice = contender.slice(duration);
            if (round >= 0) {
                contender.slices.add(slice);
            }
            awaitDrained(contender.application);
        }
    }

    /** So that what one leaves behind is not done in the time of the next one. */
    private static void awaitDrained(Application application) throws Exception {
        if (application.context().getEnvironment().getProperty("audit.delivery") == null) {
            return;
        }
        try (Connection connection =
                application.context().getBean(DataSource.class).getConnection()) {
            while (!ask(connection, "select count(*) from audit_outbox").equals("0")) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static String report(List<Contender> contenders, int threads) {
        Table table = new Table(
                "%d thread%s".formatted(threads, threads == 1 ? "" : "s"),
                "p50",
                "p99",
                "transactions/s",
                "added median latency",
                "half of the rounds");
        List<Double> base = medians(contenders.get(0));
        for (Contender contender : contenders) {
            List<Double> mine = medians(contender);
            List<Double> added = IntStream.range(0, mine.size())
                    .mapToObj(i -> 100 * (mine.get(i) / base.get(i) - 1))
                    .toList();
            Times all = Times.of(contender.slices.stream().map(Slice::latencies).toList());
            boolean isBase = contender == contenders.get(0);
            table.row(
                    contender.title,
                    Figure.of(all.percentile(0.5) / 1e3) + " µs",
                    Figure.of(all.percentile(0.99) / 1e3) + " µs",
                    Table.count(Math.round(Statistics.median(
                            contender.slices.stream().map(Slice::perSecond).toList()))),
                    isBase ? "" : percent(Statistics.median(added)),
                    isBase
                            ? ""
                            : percent(Statistics.quantile(added, 0.25)) + " to "
                                    + percent(Statistics.quantile(added, 0.75)));
        }
        return table.toString();
    }

    private static String percent(double value) {
        return Figure.of(value) + " %";
    }

    private static List<Double> medians(Contender contender) {
        return Stream.of(contender.slices.toArray(Slice[]::new))
                .map(slice -> (double) slice.latencies().percentile(0.5))
                .toList();
    }
}
