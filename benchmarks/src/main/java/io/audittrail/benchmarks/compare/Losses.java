package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a contender does better than ours, column by column of a table. */
final class Losses {

    private final Contender contender;
    private final Map<String, List<String>> columnsByLosers = new LinkedHashMap<>();

    Losses(Contender contender) {
        this.contender = contender;
    }

    /** @param among the rows of all contenders on one workload and database */
    void in(String column, Measure measure, List<Row> among) {
        Ranking ranking = new Ranking(measure, among);
        Set<Contender> all = EnumSet.noneOf(Contender.class);
        among.stream().map(Row::contender).filter(Contenders::isOurs).forEach(all::add);
        Set<Contender> losers = EnumSet.noneOf(Contender.class);
        for (Contender ours : all) {
            if (find(among, contender)
                    .flatMap(row -> find(among, ours).map(own -> ranking.isBetter(row, own)))
                    .orElse(false)) {
                losers.add(ours);
            }
        }
        if (!losers.isEmpty()) {
            columnsByLosers
                    .computeIfAbsent(names(losers, all), none -> new ArrayList<>())
                    .add(column);
        }
    }

    /** As a cell: {@code all: W1, W2; direct: W4}. Empty for none and for ours. */
    String text() {
        if (Contenders.isNone(contender) || Contenders.isOurs(contender)) {
            return "";
        }
        return columnsByLosers.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String names(Set<Contender> losers, Set<Contender> all) {
        return losers.size() > 1 && losers.equals(all)
                ? "all"
                : losers.stream().map(Contenders::shortTitle).collect(Collectors.joining(", "));
    }

    private static Optional<Row> find(List<Row> rows, Contender contender) {
        return rows.stream().filter(row -> row.contender() == contender).findAny();
    }
}
