package io.audittrail.tables;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the tables are called, as the application configured it.
 *
 * @param schema null for the one in which the connections of the unit are
 */
public record TableNames(@Nullable String schema, String transaction, String activity) {

    /** What they are called in our scripts. */
    private static final String TRANSACTION = "audit_transaction";

    private static final String ACTIVITY = "audit_activity";

    /** A table, or what is named after one. */
    private static final Pattern NAME = Pattern.compile("\\b(" + TRANSACTION + '|' + ACTIVITY + ")(_\\w+)?\\b");

    /** Views of the tables. */
    private static final Pattern VIEW = Pattern.compile("\\baudit_(field_change|current)\\b");

    /** Functions, which are the same for all tables of a schema. */
    private static final Pattern FUNCTION = Pattern.compile("\\baudit_json_\\w+\\b");

    String qualifiedTransaction() {
        return qualified(transaction);
    }

    String qualifiedActivity() {
        return qualified(activity);
    }

    private String qualified(String table) {
        return schema == null ? table : schema + '.' + table;
    }

    /**
     * Our script, for these names. An index is in the schema of its table, and named without it. Views of other tables have
     * other names, after that of the activities.
     */
    public String in(String script) {
        String named = NAME.matcher(script).replaceAll(found -> {
            String table = found.group(1).equals(TRANSACTION) ? transaction : activity;
            String index = found.group(2);
            return Matcher.quoteReplacement(index == null ? qualified(table) : table + index);
        });
        String viewed = VIEW.matcher(named)
                .replaceAll(found -> Matcher.quoteReplacement(qualified(
                        activity.equalsIgnoreCase(ACTIVITY) ? found.group() : activity + '_' + found.group(1))));
        return FUNCTION.matcher(viewed).replaceAll(found -> Matcher.quoteReplacement(qualified(found.group())));
    }
}
