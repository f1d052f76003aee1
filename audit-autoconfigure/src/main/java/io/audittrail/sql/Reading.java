package io.audittrail.sql;

import io.audittrail.StatementRecord.Kind;
import io.audittrail.sql.SqlStatement.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of the statements in one text. */
final class Reading {

    private final Set<SqlTable> tables = new LinkedHashSet<>();
    private final Map<Integer, Set<String>> columns = new HashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<@Nullable String> parameters = new ArrayList<>();
    private @Nullable Kind kind;
    private boolean complete = true;
    private boolean readable = true;
    private int changing;

    int parameters() {
        return parameters.size();
    }

    /** @param understood null when a parser could not, or need not, understand it */
    void add(FirstWords words, @Nullable Understood understood, List<@Nullable String> further) {
        parameters.addAll(further);
        if (words.kind() == null || (understood != null && understood.tables().isEmpty())) {
            return;
        }
        changing++;
        kind = kind == null ? words.kind() : kind;
        if (understood != null) {
            tables.addAll(understood.tables());
            columns.putAll(understood.columns());
        } else {
            complete = false;
            readable &= !words.parsable() && words.note() != null;
        }
        if (words.note() != null) {
            notes.add(words.note());
        }
    }

    /** @param certain whether all of the text was read, and could not be read in another way */
    SqlStatement result(LexedSql lexed, Count count, int length, boolean certain) {
        if (kind == null && certain) {
            return SqlStatement.HARMLESS;
        }
        boolean shown = readable && certain;
        if (!shown) {
            notes.clear();
            notes.add("it could not be read, and its fingerprint stands for its text of " + length + " characters");
        } else if (changing > 1) {
            notes.add(changing + " statements were sent as one text");
        }
        return new SqlStatement(
                kind == null ? Kind.UNKNOWN : kind,
                count,
                List.copyOf(tables),
                complete && shown,
                shown,
                shown ? lexed.text() : lexed.fingerprint(),
                described(shown),
                length > SqlReader.LONGEST ? Set.of() : lexed.names(),
                notes.isEmpty() ? null : String.join("; ", notes));
    }

    private List<SqlParameter> described(boolean shown) {
        List<SqlParameter> described = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Set<String> known = shown ? columns.getOrDefault(i + 1, Set.of()) : Set.of();
            described.add(new SqlParameter(parameters.get(i), known));
        }
        return described;
    }
}
