package io.audittrail.postgres;

import io.audittrail.tables.TableNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The functions by which whoever writes a migration lets the history follow it, as the script that makes them. They have the
 * rights of whoever calls them.
 */
final class HistoryFunctions {

    private static final String SCRIPT = "history.sql";

    private final String schema;
    private final TableNames tables;

    /** @param schema of the tables, and of the functions */
    HistoryFunctions(String schema, TableNames tables) {
        this.schema = schema;
        this.tables = tables;
    }

    /** Statements that can be run again. */
    List<String> statements() {
        return List.of(script().replace("{schema}", SqlNames.quoted(schema))
                .replace("{activity}", SqlNames.quoted(schema, tables.activity())));
    }

    static String script() {
        try (InputStream in = HistoryFunctions.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(in, SCRIPT).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + SCRIPT, e);
        }
    }
}
