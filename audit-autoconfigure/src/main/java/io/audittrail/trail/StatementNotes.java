package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that may have changed an entity: a statement says how many rows it changed, and not which. Not
 * thread-safe.
 */
final class StatementNotes {

    private static final int MOST = 5;

    private final String type;
    private final Set<String> entities;
    private final Set<String> tables;
    private final Deque<AuditRecord> newest = new ArrayDeque<>();
    private long more;

    StatementNotes(String type, TypeNames names) {
        this.type = type;
        this.entities = names.of(type);
        this.tables = names.tablesOf(type);
    }

    void take(AuditRecord record) {
        StatementRecord statement = record.statement();
        if (statement != null && concerns(statement)) {
            newest.add(record);
            if (newest.size() > MOST) {
                newest.remove();
                more++;
            }
        }
    }

    private boolean concerns(StatementRecord statement) {
        return statement.entity() != null
                ? entities.contains(statement.entity())
                : statement.tables().isEmpty() || statement.tables().stream().anyMatch(this::isOwn);
    }

    /** Names are written in many ways; where nobody knows the tables of the type, one that is called like it is its own. */
    private boolean isOwn(String table) {
        String name = plain(table.substring(table.lastIndexOf('.') + 1));
        return tables.isEmpty()
                ? entities.stream().anyMatch(entity -> plain(entity).equals(name))
                : tables.stream().anyMatch(own -> plain(own).equals(name));
    }

    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /** In sentences, the newest first. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        newest.descendingIterator().forEachRemaining(record -> sentences.add(sentence(record)));
        if (more > 0) {
            sentences.add("There were " + more + " more such statements before.");
        }
        return sentences;
    }

    private String sentence(AuditRecord record) {
        StatementRecord statement = record.statement();
        if (statement != null && statement.kind() == Kind.TRUNCATE && statement.note() == null) {
            return "A statement emptied " + on(statement) + " at " + record.at() + '.';
        }
        Long rows = statement == null ? null : statement.rows();
        if (statement != null && statement.kind() == Kind.PAUSED) {
            return "Recording was paused at " + record.at() + ": "
                    + (rows == null ? "changes" : rows == 1 ? "1 change" : rows + " changes")
                    + " of " + (statement.tables().isEmpty() ? "all tables" : String.join(", ", statement.tables()))
                    + " are not in the log (" + statement.reason() + ").";
        }
        return "A statement on " + on(statement)
                + " changed " + (rows == null ? "rows" : rows == 1 ? "1 row" : rows + " rows")
                + " at " + record.at() + "; whether this one is among them the log does not tell.";
    }

    private String on(@Nullable StatementRecord statement) {
        if (statement == null || statement.entity() != null) {
            return statement == null ? type : String.valueOf(statement.entity());
        }
        return statement.tables().isEmpty() ? "unknown tables" : String.join(", ", statement.tables());
    }
}
