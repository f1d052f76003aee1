package io.audittrail.postgres;

import io.audittrail.line.LineEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose triggers they are. Most applications call their unit alike, so its name alone does not tell two of them apart.
 *
 * @param application null where it has no name
 */
public record TriggerOwner(String unit, @Nullable String application) {

    static final String APPLICATION = "application";
    private static final String UNIT = "unit";

    /** Whose a trigger of ours is. */
    static TriggerOwner of(FoundTrigger trigger) {
        Map<String, @Nullable Object> told = CaptureArgument.parts(trigger.argument());
        return new TriggerOwner(
                String.valueOf(told.get(UNIT)),
                told.get(APPLICATION) instanceof String application ? application : null);
    }

    boolean has(FoundTrigger trigger) {
        return trigger.argument().startsWith(beginning());
    }

    /** With what the argument of each of the triggers begins. */
    String beginning() {
        String json = new String(LineEncoder.json(told()), StandardCharsets.UTF_8);
        return json.substring(0, json.length() - 1) + ',';
    }

    Map<String, @Nullable Object> told() {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put(UNIT, unit);
        told.put(APPLICATION, application);
        return told;
    }

    /** For people. */
    @Override
    public String toString() {
        return "persistence unit '" + unit + "' of "
                + (application == null ? "an application without a name" : "application '" + application + '\'');
    }
}
