package io.audittrail.oracle;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one actor did to one entity, or by one statement, in one transaction: what database and log are both brought to.
 *
 * @param marker names the transaction on both sides
 * @param id of the entity, as JSON; of a statement its kind and table
 * @param changes as text, by attribute
 */
record Effect(String marker, String actor, String action, String entity, String id, Map<String, String> changes)
        implements Comparable<Effect> {

    Effect {
        changes = new TreeMap<>(changes);
    }

    @Override
    public int compareTo(Effect other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "%s %s %s %s %s %s".formatted(marker, actor, action, entity, id, changes);
    }
}
