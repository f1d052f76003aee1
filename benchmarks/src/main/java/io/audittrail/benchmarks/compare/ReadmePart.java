package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the README says of a run: the time per transaction everywhere, and all costs of one workload; where others win, too. */
final class ReadmePart {

    static final String BEGIN = "<!-- benchmarks: made by benchmarks/run readme -->\n";
    static final String END = "<!-- end of benchmarks -->";

    private static final List<Measure> COSTS = List.of(
            Measure.P50,
            Measure.P99,
            Measure.THREAD_CPU,
            Measure.PROCESS_CPU,
            Measure.ALLOCATED,
            Measure.STATEMENTS,
            Measure.WAL,
            Measure.STORED);

    private static final String LOSSES = "better than ours";

    /** The one workload whose costs are all shown. */
    private static final Workload SHOWN = Workload.W2;

    /** In percent: what is less is not worth a word. */
    private static final double MUCH_COMPILING = 10;

    private final Results results;
    private final String file;

    /** @param file of the results, relative to the README */
    ReadmePart(Results results, String file) {
        this.results = results;
        this.file = file;
    }

    static ReadmePart of(Path file, Path root) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        String relative = root.relativize(absolute).toString().replace('\\', '/');
        return new ReadmePart(Results.read(absolute), relative);
    }

    void writeInto(Path readme) throws IOException, UsageException {
        Files.writeString(readme, in(Files.readString(readme)));
    }

    /** The README with this part in place of the one it has. */
    String in(String readme) throws UsageException {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new UsageException("The README lacks the lines %sand %s.".formatted(BEGIN, END));
        }
        return readme.substring(0, begin + BEGIN.length()) + text() + readme.substring(end);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("""
                Time per transaction, as a multiple of the same work without auditing, in the same round of slices; in brackets the range
                of half of the rounds. The row "none, once more" measures nothing but the noise: differences as small as that say
                nothing. "≈ 1" was measured as faster than "none", which nobody who audits is: the noise is at least as large as that. The best
                is bold, with all within the noise of it, and the last column names where others do better than ours by more than the noise;
                "–" is what a contender does not capture. %s.

                ![Time per transaction of each contender](%s)

                """.formatted(workloads(), file.replaceFirst("\\.json$", ".svg")));
        for (Database database : results.databases()) {
            text.append("**")
                    .append(database.title())
                    .append("**\n\n")
                    .append(times(database).markdown())
                    .append('\n');
        }
        costsOn()
                .ifPresent(database -> text.append("""
                                        All costs of %s (%s) on %s; in brackets what is beyond "none". CPU and garbage are the application's own, process CPU and garbage those of all its threads:
                                        what the server does shows in the time, and the row trigger and ours, triggers, which work there, are not compared by CPU.

                                        """.formatted(SHOWN, SHOWN.title(), database.title()))
                        .append(costs(database).markdown())
                        .append('\n'));
        results.failures()
                .forEach(failure -> text.append(Report.sentence(failure)).append(".\n\n"));
        return text.append(provenance()).append(warmth()).toString();
    }

    private String provenance() {
        String postgres = results.postgres();
        return """
                Measured on %s at commit %s: %s, files on %s%s. All figures: [%s](%s).
                """.formatted(
                        results.day(),
                        results.commit(),
                        results.machine().summary(),
                        results.fileSystem(),
                        postgres == null ? "" : "; " + postgres,
                        file.substring(file.lastIndexOf('/') + 1),
                        file);
    }

    /** Who was measured before it was warm. */
    private String warmth() {
        Map<Contender, Set<Workload>> restless = new EnumMap<>(Contender.class);
        results.rows().stream()
                .filter(row -> !row.warmth().quiet())
                .forEach(row -> restless.computeIfAbsent(row.contender(), none -> EnumSet.noneOf(Workload.class))
                        .add(row.workload()));
        String all = restless.entrySet().stream()
                .map(each -> Contenders.title(each.getKey()) + " in " + list(each.getValue()))
                .collect(Collectors.joining("; "));
        String compiling = results.rows().stream()
                .max(Comparator.comparingDouble(Row::compiling))
                .filter(row -> row.compiling() > MUCH_COMPILING)
                .map(row -> " While it was measured, compilers took up to %s %% of the time: that of %s in %s on %s."
                        .formatted(
                                Figure.of(row.compiling()),
                                Contenders.title(row.contender()),
                                row.workload(),
                                row.database().title()))
                .orElse("");
        return (restless.isEmpty()
                        ? "After the warm-up all were at rest."
                        : "After the warm-up these were not at rest: " + all + ".")
                + compiling + "\n";
    }

    private static String list(Set<Workload> workloads) {
        return workloads.stream().map(Workload::name).collect(Collectors.joining(", "));
    }

    private String workloads() {
        return measured(results.rows()).stream()
                .map(workload -> workload + ": " + workload.title())
                .collect(Collectors.joining("; "));
    }

    private static Set<Workload> measured(List<Row> rows) {
        Set<Workload> measured = EnumSet.noneOf(Workload.class);
        rows.forEach(row -> measured.add(row.workload()));
        return measured;
    }

    private Grid times(Database database) {
        List<Row> all = results.on(database);
        Set<Contender> failed = results.failedOn(database);
        List<String> header = new ArrayList<>(List.of(""));
        measured(all).forEach(workload -> header.add(workload.name()));
        header.add(LOSSES);
        List<List<String>> lines = new ArrayList<>();
        for (Contender contender : contenders(all, failed)) {
            List<String> line = new ArrayList<>(List.of(Contenders.title(contender)));
            Losses losses = new Losses(contender);
            for (Workload workload : measured(all)) {
                List<Row> among = of(all, workload);
                line.add(among.stream()
                        .filter(row -> row.contender() == contender)
                        .findAny()
                        .map(row -> marked(Measure.TIME, row, among))
                        .orElse(failed.contains(contender) ? Measure.FAILED : Measure.NOTHING));
                losses.in(workload.name(), Measure.TIME, among);
            }
            line.add(losses.text());
            lines.add(line);
        }
        return new Grid(header, lines);
    }

    private Grid costs(Database database) {
        List<Row> rows = of(results.on(database), SHOWN);
        List<String> header = new ArrayList<>(List.of(""));
        COSTS.forEach(measure -> header.add(measure.title()));
        header.add(LOSSES);
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = new ArrayList<>(List.of(Contenders.title(row.contender())));
            Losses losses = new Losses(row.contender());
            for (Measure measure : COSTS) {
                line.add(marked(measure, row, rows));
                losses.in(measure.subject(), measure, rows);
            }
            line.add(losses.text());
            lines.add(line);
        }
        return new Grid(header, lines);
    }

    private Optional<Database> costsOn() {
        return results.representative(row -> row.workload() == SHOWN);
    }

    private static String marked(Measure measure, Row row, List<Row> among) {
        String cell = measure.cell(row);
        return new Ranking(measure, among).isBest(row) ? "**" + cell + "**" : cell;
    }

    private static Set<Contender> contenders(List<Row> rows, Set<Contender> failed) {
        Set<Contender> contenders = EnumSet.copyOf(failed);
        rows.forEach(row -> contenders.add(row.contender()));
        contenders.remove(Contender.NONE);
        return contenders;
    }

    private static List<Row> of(List<Row> rows, Workload workload) {
        return rows.stream().filter(row -> row.workload() == workload).toList();
    }
}
