package io.audittrail.crash;

import io.audittrail.crash.Log.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The database and the log, held against each other.
 *
 * @param committed what the database knows of
 * @param lost in the database and not in the log
 * @param phantoms in the log and not in the database, or other values, though the log does not say that it is not sure
 * @param duplicates more often in the log than once
 * @param partial transactions of which the log has some records and not others
 * @param breaks of the chain
 */
record Comparison(
        int committed,
        List<Effect> lost,
        List<Effect> phantoms,
        List<Entry> duplicates,
        List<String> partial,
        long breaks) {

    static Comparison of(List<Effect> truth, Log log) {
        Set<Effect> happened = new HashSet<>(truth);
        Set<Effect> logged = new HashSet<>();
        Set<String> names = new HashSet<>();
        List<Effect> phantoms = new ArrayList<>();
        List<Entry> duplicates = new ArrayList<>();
        for (Entry entry : log.entries()) {
            if (!names.add(entry.tx() + "/" + entry.n()) || !logged.add(entry.effect())) {
                duplicates.add(entry);
            }
            if (!entry.unknown() && !happened.contains(entry.effect())) {
                phantoms.add(entry.effect());
            }
        }
        List<Effect> lost =
                truth.stream().filter(effect -> !logged.contains(effect)).toList();
        return new Comparison(truth.size(), lost, phantoms, duplicates, partial(truth, log), log.breaks());
    }

    private static List<String> partial(List<Effect> truth, Log log) {
        Map<String, Set<Integer>> numbers = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        Map<String, String> markers = new HashMap<>();
        for (Entry entry : log.entries()) {
            numbers.computeIfAbsent(entry.tx(), tx -> new HashSet<>()).add(entry.n());
            sizes.put(entry.tx(), entry.of());
            markers.put(entry.tx(), entry.effect().marker());
        }
        Map<String, Long> effects =
                truth.stream().collect(Collectors.groupingBy(Effect::marker, Collectors.counting()));
        return numbers.entrySet().stream()
                .filter(tx -> {
                    int size = sizes.getOrDefault(tx.getKey(), 0);
                    Long expected = effects.get(markers.getOrDefault(tx.getKey(), ""));
                    return tx.getValue().size() != size || (expected != null && expected != size);
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    String row(String name, int kills) {
        return "| %s | %d | %d | %d | %d | %d | %d | %d |"
                .formatted(
                        name,
                        kills,
                        committed,
                        lost.size(),
                        phantoms.size(),
                        duplicates.size(),
                        partial.size(),
                        breaks);
    }

    static String header() {
        return """
                | delivery | kills | records committed | lost | phantom | duplicate | partial | chain breaks |
                |---|---|---|---|---|---|---|---|""";
    }
}
