package io.audittrail.line;

import io.audittrail.Actor;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRecord.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A statement as lines have it, below {@code statement}. */
final class StatementParts {

    private static final String KIND = "kind";
    private static final String PARAMETERS = "parameters";
    private static final String BATCH = "batch";
    private static final String TABLES = "tables";
    private static final String ROWS = "rows";
    private static final String NOTE = "note";

    private StatementParts() {}

    static Map<String, @Nullable Object> of(StatementRecord record) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put(KIND, record.kind().name());
        parts.put(key(record.language()), record.text());
        if (record.batch().isEmpty()) {
            parts.put(PARAMETERS, record.parameters());
        } else {
            parts.put(BATCH, record.batch());
        }
        parts.put(TABLES, record.tables());
        parts.put(ROWS, record.rows());
        if (record.note() != null) {
            parts.put(NOTE, record.note());
        }
        return parts;
    }

    /** @throws IllegalArgumentException when these are no parts of a statement */
    static StatementRecord read(
            Map<String, @Nullable Object> parts, @Nullable String entity, Actor actor, @Nullable String reason) {
        Language language = Stream.of(Language.HQL, Language.AUDIT)
                .filter(one -> parts.containsKey(key(one)))
                .findFirst()
                .orElse(Language.SQL);
        List<Map<String, @Nullable Object>> batch = new ArrayList<>();
        list(parts, BATCH).forEach(each -> batch.add(RecordParts.object(each)));
        return new StatementRecord(
                Kind.valueOf(RecordParts.text(parts, KIND)),
                entity,
                language,
                RecordParts.text(parts, key(language)),
                RecordParts.object(parts.get(PARAMETERS)),
                batch,
                list(parts, TABLES).stream().map(String::valueOf).toList(),
                parts.get(ROWS) instanceof Long rows ? rows : null,
                RecordParts.optionalText(parts, NOTE),
                actor,
                reason);
    }

    private static String key(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    private static List<?> list(Map<String, @Nullable Object> parts, String key) {
        Object value = parts.get(key);
        return value instanceof List<?> list ? list : List.of();
    }
}
