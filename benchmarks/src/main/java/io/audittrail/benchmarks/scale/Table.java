package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.figures.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown, whose first column is text and whose others are figures. */
final class Table {

    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headers) {
        this.headers = List.of(headers);
    }

    void row(String... cells) {
        if (cells.length != headers.size()) {
            throw new IllegalArgumentException(Arrays.toString(cells) + " does not fit " + headers);
        }
        rows.add(List.of(cells));
    }

    /** The middle of some figures, and in brackets the quartiles. */
    static String spread(Collection<Double> figures) {
        return "%s (%s – %s)"
                .formatted(
                        Figure.of(Statistics.median(figures)),
                        Figure.of(Statistics.quantile(figures, 0.25)),
                        Figure.of(Statistics.quantile(figures, 0.75)));
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    @Override
    public String toString() {
        String line = "|---|" + "--:|".repeat(headers.size() - 1);
        String body = rows.stream().map(Table::line).collect(Collectors.joining("\n"));
        return line(headers) + "\n" + line + "\n" + body + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
