package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.application.StatementCount;
import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.scale.Sides.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What single parts of auditing add: two applications on one database that differ in one setting, and a third one that is as
 * the first, take turns. They are started anew a few times: where an application lies in memory is part of what it costs.
 */
final class PartsScale implements Measurement {

    private final boolean onPostgres;

    /** @param onPostgres where a transaction takes its usual time; otherwise H2 in memory, where small costs show */
    PartsScale(boolean onPostgres) {
        this.onPostgres = onPostgres;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("settings", "jdbc,audited,omit,reads");
        options.put("only", "");
        options.put("starts", "3");
        options.put("rounds", "70");
        options.put("slice", "25");
        options.put("slice-of-threads", "100");
        return options;
    }

    @Override
    public String measure(Options options) throws Exception {
        return onPostgres ? onPostgres(options) : "On H2 in memory.\n\n" + measure(options, Login::h2);
    }

    private static String onPostgres(Options options) throws Exception {
        AtomicInteger databases = new AtomicInteger();
        try (Scratch scratch = Scratch.create();
                Server server = Server.start(scratch)) {
            Callable<Login> newDatabase = () -> server.newDatabase("parts_" + databases.incrementAndGet(), "off");
            return Server.settings(newDatabase.call()) + "\n\n" + measure(options, newDatabase);
        }
    }

    private static String measure(Options options, Callable<Login> newDatabase) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Setting setting : settings(options.text("settings"))) {
            text.append(measure(setting, options, newDatabase)).append('\n');
        }
        return text.toString();
    }

    private static List<Setting> settings(String names) {
        return Arrays.stream(names.toUpperCase(Locale.ROOT).split(",", -1))
                .map(Setting::valueOf)
                .toList();
    }

    private static Table measure(Setting setting, Options options, Callable<Login> newDatabase) throws Exception {
        List<Part> parts = setting.parts().stream()
                .filter(part -> part.title().contains(options.text("only")))
                .toList();
        Map<Part, Double> statements = addedStatements(setting, parts, newDatabase);
        Map<Part, List<Map<Side, Cost>>> rounds = new LinkedHashMap<>();
        Turns<Side> order = new Turns<>(List.of(Side.values()));
        for (int i = 0; i < options.number("starts"); i++) {
            try (Sides sides = Sides.start(setting, order.next(), newDatabase.call(), Application::audited)) {
                for (Part part : parts) {
                    rounds.computeIfAbsent(part, each -> new ArrayList<>()).addAll(rounds(part, sides, order, options));
                    System.err.println(setting + ": " + part.title() + ": measured");
                }
            }
        }
        Table table = new Table(
                "For each transaction, " + setting.title(),
                "CPU without",
                "added CPU",
                "none adds (A/A)",
                "added garbage",
                "added statements",
                "time × without (half of the rounds)",
                "A/A");
        rounds.forEach((part, all) -> row(table, part, new Compared<>(all, Side.WITHOUT), statements.get(part)));
        return table;
    }

    /** By applications of their own: those that are measured have nothing that counts. */
    private static Map<Part, Double> addedStatements(Setting setting, List<Part> parts, Callable<Login> newDatabase)
            throws Exception {
        Map<Part, Double> added = new LinkedHashMap<>();
        try (Sides sides =
                Sides.start(setting, List.of(Side.WITHOUT, Side.WITH), newDatabase.call(), Application::counted)) {
            for (Part part : parts) {
                added.put(part, statements(part, sides, Side.WITH) - statements(part, sides, Side.WITHOUT));
            }
        }
        return added;
    }

    private static double statements(Part part, Sides sides, Side side) {
        Task task = sides.begin(part, side).get(0);
        task.beforeSlice();
        StatementCount count = sides.of(side).context().getBean(StatementCount.class);
        long before = count.executed();
        sides.check(part, side, task);
        return (double) (count.executed() - before) / Part.TRANSACTIONS;
    }

    private static List<Map<Side, Cost>> rounds(Part part, Sides sides, Turns<Side> order, Options options)
            throws Exception {
        Map<Side, List<Task>> tasks = new LinkedHashMap<>();
        for (Side side : Side.values()) {
            tasks.put(side, sides.begin(part, side));
        }
        Duration slice = Duration.ofMillis(options.number(part.threads() == 1 ? "slice" : "slice-of-threads"));
        List<Map<Side, Cost>> rounds = Rounds.of(options.number("rounds"), () -> {
            Map<Side, Cost> costs = new LinkedHashMap<>();
            for (Side side : order.next()) {
                costs.put(side, Cost.of(Objects.requireNonNull(tasks.get(side)), slice));
            }
            return costs;
        });
        for (Side side : Side.values()) {
            Task task = Objects.requireNonNull(tasks.get(side)).get(0);
            task.beforeSlice();
            sides.check(part, side, task);
        }
        return rounds;
    }

    private static void row(Table table, Part part, Compared<Side> compared, @Nullable Double statements) {
        table.row(
                part.title(),
                compared.cpu(),
                compared.addedCpu(Side.WITH),
                compared.addedCpu(Side.WITHOUT_AGAIN),
                compared.addedGarbage(Side.WITH),
                statements == null ? "–" : Figure.of(statements),
                compared.times(Side.WITH),
                compared.times(Side.WITHOUT_AGAIN));
    }
}
