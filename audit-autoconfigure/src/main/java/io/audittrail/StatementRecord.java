package io.audittrail;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement that changed rows without Hibernate knowing their entities: JPQL, Criteria and native {@code update} and
 * {@code delete}, and what was sent by plain JDBC. It says how many rows it changed, and not which.
 *
 * @param entity the JPA name of the audited type it changed, when there is exactly one
 * @param language what the text is written in
 * @param text without literals: a {@code ?} stands for each
 * @param parameters by name, or by place, from {@code "1"} on; plain values, {@link Hidden#MASKED} where one would show
 *     what a masked attribute holds. Empty for a batch
 * @param batch the parameters of each execution, when the statement was sent as a batch
 * @param tables those it changed, as far as they are known
 * @param rows how many rows it changed, in all executions; null when the database did not say
 * @param note what a reader has to know, such as that the statement could not be read
 */
public record StatementRecord(
        Kind kind,
        @Nullable String entity,
        Language language,
        String text,
        Map<String, @Nullable Object> parameters,
        List<Map<String, @Nullable Object>> batch,
        List<String> tables,
        @Nullable Long rows,
        @Nullable String note,
        Actor actor,
        @Nullable String reason)
        implements Entry {

    public StatementRecord {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(actor, "actor");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters)); // A copyOf would take no null.
        batch = List.copyOf(batch);
        tables = List.copyOf(tables);
    }

    /** What a statement does. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        MERGE,
        TRUNCATE,
        DDL,

        /** What the procedure does is not known. */
        CALL,

        /** It could not be read. */
        UNKNOWN,

        /** Changes were made that are not told, see {@link AuditContext#pause(String, AuditContext.Work)}. */
        PAUSED
    }

    /** What a statement is written in. */
    public enum Language {
        HQL,
        SQL,

        /** In words of ours: it was no statement. */
        AUDIT
    }

    /** Of changes that are not told because of a pause. */
    public static StatementRecord paused(AuditPause pause, @Nullable Long changes, Actor actor) {
        List<String> tables = pause.tables().stream().sorted().toList();
        return new StatementRecord(
                Kind.PAUSED,
                null,
                Language.AUDIT,
                tables.isEmpty() ? "pause" : "pause " + String.join(", ", tables),
                Map.of(),
                List.of(),
                tables,
                changes,
                null,
                actor,
                pause.reason());
    }

    @Override
    public Operation action() {
        return Operation.STATEMENT;
    }
}
