package io.audittrail.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Database and log, held against each other.
 *
 * @param explained effects in both
 * @param missing in the database and not in the log
 * @param phantoms in the log and not in the database, or there once more
 */
record Findings(int explained, List<Effect> missing, List<Effect> phantoms, List<String> faults) {

    static Findings of(List<RowChange> truth, Log.Part log) {
        List<Effect> missing = new ArrayList<>(Expectation.of(truth));
        List<Effect> phantoms = new ArrayList<>();
        Map<Effect, Integer> left = new HashMap<>();
        missing.forEach(effect -> left.merge(effect, 1, Integer::sum));
        for (Effect effect : log.effects()) {
            Integer times = left.get(effect);
            if (times == null || times == 0) {
                phantoms.add(effect);
            } else {
                left.put(effect, times - 1);
            }
        }
        int expected = missing.size();
        missing.removeIf(effect -> left.merge(effect, -1, Integer::sum) < 0);
        List<String> faults = new ArrayList<>(log.faults());
        truth.stream()
                .collect(Collectors.groupingBy(
                        RowChange::marker, Collectors.mapping(RowChange::xid, Collectors.toSet())))
                .forEach((marker, xids) -> {
                    if (marker.isEmpty() || xids.size() > 1) {
                        faults.add("The workload did not mark its transactions: '" + marker + "' is " + xids);
                    }
                });
        return new Findings(expected - missing.size(), missing, phantoms, faults);
    }

    boolean none() {
        return missing.isEmpty() && phantoms.isEmpty() && faults.isEmpty();
    }

    /** The first of them, those of one transaction together. */
    String text() {
        StringBuilder text = new StringBuilder("%d explained, %d missing, %d phantom, %d faults%n"
                .formatted(explained, missing.size(), phantoms.size(), faults.size()));
        List<String> lines = new ArrayList<>();
        missing.forEach(effect -> lines.add(effect.marker() + " missing: " + effect));
        phantoms.forEach(effect -> lines.add(effect.marker() + " phantom: " + effect));
        lines.stream().sorted().limit(40).forEach(line -> text.append(line).append('\n'));
        faults.stream().limit(10).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
