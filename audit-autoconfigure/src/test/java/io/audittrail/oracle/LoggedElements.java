package io.audittrail.oracle;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** How often each element came to a collection, or went away, as text; empty when nothing did. */
final class LoggedElements {

    static final String REORDERED = "reordered";

    private final TreeMap<String, Integer> counts = new TreeMap<>();

    private LoggedElements() {}

    static String of(JsonNode change) {
        LoggedElements elements = new LoggedElements();
        change.path("added").forEach(each -> elements.count(text(each), 1));
        change.path("removed").forEach(each -> elements.count(text(each), -1));
        change.path("changed").properties().forEach(entry -> {
            String key = '"' + entry.getKey() + '"';
            elements.count(entry(key, entry.getValue().path("old")), -1);
            elements.count(entry(key, entry.getValue().path("new")), 1);
        });
        return elements.counts.isEmpty() ? "" : elements.counts.toString();
    }

    /** Of a list that is told before and after. */
    static String ofList(JsonNode change) {
        LoggedElements elements = new LoggedElements();
        change.path("new").forEach(each -> elements.count(text(each), 1));
        change.path("old").forEach(each -> elements.count(text(each), -1));
        return elements.counts.isEmpty() ? REORDERED : elements.counts.toString();
    }

    /** What comes and goes is nothing. */
    static void count(Map<String, Integer> counts, String element, int times) {
        if (counts.merge(element, times, Integer::sum) == 0) {
            counts.remove(element);
        }
    }

    private void count(String element, int times) {
        count(counts, element, times);
    }

    private static String text(JsonNode element) {
        return element.has("key") ? entry(Plain.of(element.path("key")), element.path("value")) : Plain.of(element);
    }

    /** As the row of the map has it. */
    private static String entry(String key, JsonNode value) {
        return new TreeMap<>(Map.of("name", key, "value", Plain.of(value))).toString();
    }
}
