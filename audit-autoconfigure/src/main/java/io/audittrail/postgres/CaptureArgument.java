package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.line.Json;
import io.audittrail.line.LineEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the functions have to know of a table, as they read it: the argument of its triggers. */
final class CaptureArgument {

    static final String KNOWN = "known";
    static final String SINGLE = "single";

    private CaptureArgument() {}

    /**
     * @param session the declared settings, with their types as the database spells them
     * @param pausable whether a pause that is announced is one for the table
     */
    static String of(
            TriggerOwner owner,
            TriggeredTable table,
            HiddenWords hidden,
            List<TriggerSettings.SessionSetting> session,
            boolean pausable) {
        MappedTable mapped = table.mapped();
        Map<String, @Nullable Object> argument = new LinkedHashMap<>(owner.told());
        argument.put("schema", table.named().schema());
        argument.put("table", table.named().name());
        if (table.isPartition()) {
            argument.put("partition", table.relation().quoted());
        }
        argument.put("entity", mapped.entity());
        if (mapped.kinds() != null) {
            argument.put("kinds", kinds(mapped.kinds()));
        }
        argument.put("key", table.key());
        argument.put("id", new TreeMap<>(table.id()));
        if (table.id().size() == 1) { // so that it need not be asked for
            argument.put(SINGLE, table.id().keySet().iterator().next());
        }
        if (mapped.entity() == null && mapped.kinds() == null) { // What is left out of an element identifies nobody.
            argument.put("veiled", sorted(table.without()));
        }
        argument.put("label", table.label());
        argument.put("without", sorted(table.without()));
        argument.put("masked", sorted(mapped.masked()));
        argument.put(KNOWN, sorted(mapped.known()));
        // Not read by the functions: one more is masked until they know it, and so has to be a difference.
        argument.put("shown", hidden.among(table.shown()));
        String words = hidden.expression();
        if (words != null) {
            argument.put("hidden", hidden(hidden.hint(), words));
        }
        argument.put("session", session.stream().map(CaptureArgument::setting).toList());
        if (pausable) {
            argument.put("pausable", true);
        }
        if (table.companion() != null) {
            argument.put("companion", table.companion());
        }
        return json(argument);
    }

    private static Map<String, Object> kinds(MappedTable.Kinds kinds) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("column", kinds.column());
        told.put("audited", new TreeMap<>(kinds.audited()));
        told.put("ignored", sorted(kinds.ignored()));
        return told;
    }

    /** In one order: that of {@code Map.of} is another in each run, and would be a difference. */
    private static Map<String, Object> hidden(String hint, String words) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("hint", hint);
        told.put("words", words);
        return told;
    }

    private static Map<String, Object> setting(TriggerSettings.SessionSetting setting) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", setting.name());
        told.put("type", setting.type());
        told.put("required", setting.required());
        return told;
    }

    private static List<String> sorted(Set<String> names) {
        return List.copyOf(new TreeSet<>(names));
    }

    private static String json(Map<String, ? extends @Nullable Object> value) {
        return new String(LineEncoder.json(value), StandardCharsets.UTF_8);
    }

    /** What an argument tells; nothing where it is none. */
    static Map<String, @Nullable Object> parts(String argument) {
        byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
        try {
            return Json.object(bytes, 0, bytes.length);
        } catch (ParseException e) {
            return Map.of();
        }
    }
}
