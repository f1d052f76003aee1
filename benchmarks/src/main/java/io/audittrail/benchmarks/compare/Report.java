package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The results as text for a terminal. */
final class Report {

    private static final String BEST = "*";

    private Report() {}

    static String of(Results results) {
        StringBuilder text = new StringBuilder();
        for (Database database : results.databases()) {
            for (Workload workload : Workload.values()) {
                List<Row> rows = results.on(database).stream()
                        .filter(row -> row.workload() == workload)
                        .toList();
                if (!rows.isEmpty()) {
                    text.append(block(database, workload, rows, results.failedOn(database)))
                            .append('\n');
                }
            }
        }
        if (!results.rows().isEmpty()) {
            text.append("""
                    Medians over the rounds, means for process CPU and garbage; in brackets after a ratio the quartiles, after a cost what is beyond "none".
                    A/A is "none" measured twice: a difference as small as that says nothing. %s marks the best that audits, and all within that noise of it.
                    ≈ 1 was measured as faster than "none", which nobody who audits is: the noise is at least as large as that.
                    CPU and garbage are the application's own, garbage that of all its threads: what the server does shows in the time, and a row trigger is not compared by CPU.
                    – is not measured here, or not audited by this contender.
                    """.formatted(BEST));
        }
        results.failures().forEach(failure -> text.append('\n').append(failure(failure)));
        text.append("\n%s, commit %s, seed %d%n%s, files on %s%n"
                .formatted(
                        results.date(),
                        results.commit(),
                        results.seed(),
                        results.machine().summary(),
                        results.fileSystem()));
        String postgres = results.postgres();
        return postgres == null
                ? text.toString()
                : text.append(postgres).append('\n').toString();
    }

    /** One line, as the README has it too. */
    static String sentence(Failure failure) {
        return "%s failed in %s on %s: %s"
                .formatted(
                        Contenders.title(failure.contender()),
                        failure.workload(),
                        failure.kind() == Database.Kind.H2 ? "H2" : "PostgreSQL",
                        failure.message());
    }

    private static String block(Database database, Workload workload, List<Row> rows, Set<Contender> failed) {
        String noise = rows.stream()
                .filter(row -> row.contender() == Contender.NONE_AGAIN)
                .map(row -> Measure.spread(row))
                .findAny()
                .orElse(Measure.NOTHING);
        List<String> header = new ArrayList<>(
                Arrays.stream(Measure.values()).map(Measure::title).toList());
        header.add(0, "");
        header.add(2, "A/A");
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = new ArrayList<>();
            line.add(Contenders.title(row.contender()));
            for (Measure measure : Measure.values()) {
                line.add(measure.cell(row) + (new Ranking(measure, rows).isBest(row) ? BEST : ""));
            }
            line.add(2, noise);
            lines.add(line);
        }
        rows.forEach(row -> failed.remove(row.contender()));
        for (Contender contender : failed) {
            List<String> line = new ArrayList<>(Collections.nCopies(header.size(), Measure.NOTHING));
            line.set(0, Contenders.title(contender));
            line.set(1, Measure.FAILED);
            lines.add(line);
        }
        return "%s %s · %s · %d rounds%n%s%s%n"
                .formatted(
                        workload,
                        workload.title(),
                        database.title(),
                        rows.get(0).rounds(),
                        new Grid(header, lines).text(),
                        warmth(rows));
    }

    /** One line that says how warm all were, and who had to be measured before it came to rest. */
    static String warmth(Map<Contender, Warmth> all) {
        double least =
                all.values().stream().mapToDouble(Warmth::cpuSeconds).min().orElse(0);
        double most =
                all.values().stream().mapToDouble(Warmth::cpuSeconds).max().orElse(0);
        String restless = all.entrySet().stream()
                .filter(each -> !each.getValue().quiet())
                .sorted(Map.Entry.comparingByKey())
                .map(each -> Contenders.title(each.getKey()))
                .collect(Collectors.joining("; "));
        return "warmed up by %s–%s s of CPU, %s"
                .formatted(
                        Figure.of(least),
                        Figure.of(most),
                        restless.isEmpty() ? "until all were quiet" : "and not yet quiet: " + restless);
    }

    private static String warmth(List<Row> rows) {
        Map<Contender, Warmth> all = new EnumMap<>(Contender.class);
        rows.forEach(row -> all.put(row.contender(), row.warmth()));
        double compiling = rows.stream().mapToDouble(Row::compiling).max().orElse(0);
        return "%s; compilers took at most %s %% of the time of anybody's slices"
                .formatted(warmth(all), Figure.of(compiling));
    }

    private static String failure(Failure failure) {
        return sentence(failure) + "\n"
                + failure.stderr().stream().map(line -> "    " + line + "\n").collect(Collectors.joining());
    }
}
