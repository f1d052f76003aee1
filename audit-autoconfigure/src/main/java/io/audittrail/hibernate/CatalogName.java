package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as PostgreSQL's catalog has it: what Hibernate does not quote is in small letters there.
 *
 * @param schema null where Hibernate names none
 */
record CatalogName(@Nullable String schema, String table) {

    /** @param written by Hibernate, perhaps with a schema before it, and a catalog before that */
    static CatalogName ofTable(String written) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= written.length(); i++) {
            if (i == written.length() || (!quoted && written.charAt(i) == '.')) {
                parts.add(ofColumn(written.substring(start, i)));
                start = i + 1;
            } else if (written.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        int last = parts.size() - 1;
        return new CatalogName(last == 0 ? null : parts.get(last - 1), parts.get(last));
    }

    static String ofColumn(String written) {
        return written.length() > 1 && written.startsWith("\"") && written.endsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : folded(written);
    }

    /** What is not quoted. PostgreSQL leaves other capitals as they are. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return folded.toString();
    }
}
