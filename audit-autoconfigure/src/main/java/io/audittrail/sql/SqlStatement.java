package io.audittrail.sql;

import io.audittrail.StatementRecord.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does. Several statements in one text are one of these: its kind is that of the first that changes
 * something, its tables are those of all.
 *
 * @param kind null when it changes neither rows nor tables
 * @param tables those it changes, as far as they are known; what it only reads is not among them
 * @param count how many statements the text is, as a database takes it
 * @param complete whether these are all it changes itself; what triggers and cascades do is never among them
 * @param readable whether {@code text} is its text. Otherwise it is a fingerprint, the same for texts that differ in
 *     literals, comments and space only
 * @param text without comments and superfluous space, {@code ?} for each literal
 * @param parameters in their order; those of an unreadable one may be missing
 * @param names whatever may be a name in it, in small letters; none when nobody has looked at all of it
 * @param note what a reader of the record has to know
 */
public record SqlStatement(
        @Nullable Kind kind,
        Count count,
        List<SqlTable> tables,
        boolean complete,
        boolean readable,
        String text,
        List<SqlParameter> parameters,
        Set<String> names,
        @Nullable String note) {

    /** One that changes nothing. Its text is of no interest. */
    static final SqlStatement HARMLESS =
            new SqlStatement(null, Count.ONE, List.of(), true, true, "", List.of(), Set.of(), null);

    private static final Set<Kind> COUNTED = EnumSet.of(Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE);

    /** How many statements there are in a text. */
    public enum Count {
        ONE,
        /** One that has others within it, such as {@code with x as (delete …) insert …}. */
        WITH_OTHERS,
        /** Several, of which either all are carried out or none. */
        TOGETHER,
        /** Several, of which each may fail alone. */
        SEVERAL
    }

    public SqlStatement {
        tables = List.copyOf(tables);
        parameters = List.copyOf(parameters);
        names = Set.copyOf(names);
    }

    /** Whether there is anything to record about it. */
    public boolean changes() {
        return kind != null;
    }

    /**
     * Whether the number of rows that the database tells is that of all it changes: of several statements, and of one that
     * has others within it, it tells that of one.
     */
    public boolean isCounted() {
        return count == Count.ONE && kind != null && COUNTED.contains(kind);
    }

    /** Whether it is several statements, of which each may fail alone. */
    public boolean isSeveral() {
        return count == Count.SEVERAL;
    }

    /** The tables as they go into a record. */
    public List<String> tableNames() {
        return tables.stream().map(SqlTable::toString).distinct().toList();
    }
}
