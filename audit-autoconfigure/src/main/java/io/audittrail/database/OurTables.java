package io.audittrail.database;

import java.util.List;

/**
 * Tables of ours that have to be in the database of each audited unit.
 *
 * @param setting what asks for them, with its value
 * @param without what does without them
 * @param probes selects that find each of them, column by column, and no row
 * @param extras selects that find what is created with them and may be left out
 * @param script where the class path has what creates them, up to the name of the database
 * @param initialize the setting that says whether the application runs it
 * @param rights what the application's role has to have, up to the role
 */
public record OurTables(
        String setting,
        String without,
        List<String> probes,
        List<String> extras,
        String script,
        String initialize,
        String rights) {

    public OurTables {
        probes = List.copyOf(probes);
        extras = List.copyOf(extras);
    }
}
