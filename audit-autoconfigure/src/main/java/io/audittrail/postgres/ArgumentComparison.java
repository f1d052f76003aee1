package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** In what the argument of a trigger that is there is another than the wanted one. */
final class ArgumentComparison {

    /** What is told as a list of names, as people would call it. */
    private static final Map<String, String> LISTS = Map.of(
            "masked", "masked columns",
            "without", "columns that are left out",
            "key", "columns of the key",
            "session", "settings of the session");

    /**
     * Another application may have the same triggers, and a column that the mapping knows since is masked at worst: no start
     * should fail of either. What is single stands in the id.
     */
    private static final Set<String> OF_NO_CONSEQUENCE =
            Set.of(TriggerOwner.APPLICATION, CaptureArgument.KNOWN, CaptureArgument.SINGLE);

    private ArgumentComparison() {}

    /** What two arguments tell otherwise, for people. */
    static List<String> differences(String found, String wanted) {
        Map<String, @Nullable Object> before = CaptureArgument.parts(found);
        Map<String, @Nullable Object> after = CaptureArgument.parts(wanted);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeAll(OF_NO_CONSEQUENCE);
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> difference(name, before.get(name), after.get(name)))
                .toList();
    }

    private static String difference(String name, @Nullable Object before, @Nullable Object after) {
        if (!(before instanceof List<?> was) || !(after instanceof List<?> becomes)) {
            return name;
        }
        List<String> items = new ArrayList<>();
        becomes.stream().filter(item -> !was.contains(item)).forEach(item -> items.add("now " + item(item)));
        was.stream().filter(item -> !becomes.contains(item)).forEach(item -> items.add("no more " + item(item)));
        return LISTS.getOrDefault(name, name) + " (" + (items.isEmpty() ? "in another order" : String.join(", ", items))
                + ')';
    }

    private static String item(@Nullable Object item) {
        return item instanceof Map<?, ?> setting
                ? setting.get("name") + " " + setting.get("type")
                        + (Boolean.TRUE.equals(setting.get("required")) ? " required" : "")
                : String.valueOf(item);
    }
}
