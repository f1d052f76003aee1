package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The time per transaction on PostgreSQL as bars, on a scale of logarithms, where twice as slow is as far from one as
 * half is, and ten times does not push all others against the edge.
 */
final class Chart {

    private static final int WIDTH = 760;
    private static final int LEFT = 170;
    private static final int RIGHT = 60;
    private static final int TOP = 64;
    private static final int BAR = 16;
    private static final int HEADING = 30;
    private static final double LEAST = 0.8;
    private static final List<Double> TICKS = List.of(1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0);

    private static final String STYLE = """
            text{font:12px system-ui,sans-serif;fill:#24292f}.h{font-weight:600}.s{fill:#57606a}
            .ours{fill:#0969da}.other{fill:#8c959f}.noise{fill:#bf8700;opacity:.3}.grid{stroke:#d0d7de}
            @media(prefers-color-scheme:dark){text{fill:#e6edf3}.s{fill:#9198a1}.ours{fill:#4493f8}.other{fill:#6e7681}.noise{fill:#d29922}.grid{stroke:#3d444d}}
            """;

    private final List<Row> rows;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    private Chart(List<Row> rows) {
        this.rows = rows;
        double slowest = rows.stream()
                .filter(Row::counts)
                .mapToDouble(row -> row.time().median())
                .max()
                .orElse(1);
        this.most = Math.max(1.5, slowest);
    }

    static Path beside(Path results) {
        return results.resolveSibling(results.getFileName().toString().replaceFirst("\\.json$", ".svg"));
    }

    /** Beside the file of the results. */
    static Path write(Results results, Path file) throws IOException {
        return Files.writeString(beside(file), of(results));
    }

    static String of(Results results) {
        Database database = results.representative(row -> true).orElse(Database.POSTGRES_SYNC);
        return new Chart(results.on(database))
                .draw(
                        "Time per transaction, × the same without auditing · " + database.title(),
                        "%s · commit %s · the band is \"none\" measured against itself, half of the rounds · logarithmic"
                                .formatted(results.day(), results.commit()));
    }

    private String draw(String title, String note) {
        int y = TOP;
        StringBuilder bars = new StringBuilder();
        for (Workload workload : Workload.values()) {
            List<Row> block =
                    rows.stream().filter(row -> row.workload() == workload).toList();
            List<Row> shown = block.stream()
                    .filter(row -> !Contenders.isNone(row.contender()))
                    .toList();
            if (shown.isEmpty()) {
                continue;
            }
            text(bars, "h", 12, y + 18, workload + " " + workload.title());
            y += HEADING;
            int height = shown.size() * BAR;
            for (Row row : block) {
                if (row.contender() == Contender.NONE_AGAIN) {
                    rectangle(bars, "noise", row.time().low(), row.time().high(), y - 2, height + 2);
                }
            }
            for (Row row : shown) {
                bar(bars, row, y);
                y += BAR;
            }
        }
        int height = y + 12;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
                <style>
                %s</style>
                """.formatted(WIDTH, height, escaped(title), STYLE));
        text(svg, "h", 12, 18, title);
        text(svg, "s", 12, 36, note);
        grid(height);
        return svg.append(bars).append("</svg>\n").toString();
    }

    private void grid(int height) {
        double last = -100;
        for (double tick : TICKS) {
            double x = x(tick);
            if (tick <= most && x - last > 28) {
                svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>%n"
                        .formatted(decimal(x), decimal(x), TOP, height - 8));
                text(svg, "s", x - 8, TOP - 6, tick == Math.rint(tick) ? "%.0f×".formatted(tick) : tick + "×");
                last = x;
            }
        }
    }

    private void bar(StringBuilder to, Row row, int y) {
        text(to, "", 24, y + 11, Contenders.title(row.contender()));
        if (!row.counts()) {
            text(to, "s", x(1) + 6, y + 11, "not captured");
            return;
        }
        double time = row.time().median();
        rectangle(
                to,
                Contenders.isOurs(row.contender()) ? "ours" : "other",
                Math.min(1, time),
                Math.max(1, time),
                y + 1,
                BAR - 4);
        text(to, "", Math.max(x(1), x(time)) + 6, y + 11, Measure.time(row));
    }

    /** From one ratio to another. */
    private void rectangle(StringBuilder to, String style, double from, double until, int y, int height) {
        to.append("<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"/>%n"
                .formatted(style, decimal(x(from)), y, decimal(Math.max(1, x(until) - x(from))), height));
    }

    private double x(double ratio) {
        double share = Math.log(Math.max(ratio, LEAST) / LEAST) / Math.log(most / LEAST);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static void text(StringBuilder to, String style, double x, int y, String text) {
        to.append("<text%s x=\"%s\" y=\"%d\">%s</text>%n"
                .formatted(style.isEmpty() ? "" : " class=\"" + style + "\"", decimal(x), y, escaped(text)));
    }

    private static String decimal(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure).replaceFirst("\\.0$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
