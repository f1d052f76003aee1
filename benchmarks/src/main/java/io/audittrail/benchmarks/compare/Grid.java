package io.audittrail.benchmarks.compare;

import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cells with a header, to be read on a terminal or in Markdown. The first column is text, the others are figures. */
record Grid(List<String> header, List<List<String>> rows) {

    private static final String GAP = "  ";

    String text() {
        return all().map(row ->
                        line(row, GAP, column -> pad(column, row.get(column))).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    String markdown() {
        String rule = "|---|" + String.join("|", Collections.nCopies(header.size() - 1, "--:")) + "|\n";
        List<String> lines =
                all().map(row -> "| " + line(row, " | ", row::get) + " |\n").toList();
        return lines.get(0) + rule + String.join("", lines.subList(1, lines.size()));
    }

    private Stream<List<String>> all() {
        return Stream.concat(Stream.of(header), rows.stream());
    }

    private static String line(List<String> row, String gap, IntFunction<String> cell) {
        return IntStream.range(0, row.size()).mapToObj(cell).collect(Collectors.joining(gap));
    }

    private String pad(int column, String cell) {
        int width = all().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String space = " ".repeat(width - cell.length());
        return column == 0 ? cell + space : space + cell;
    }
}
