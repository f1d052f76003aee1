package io.audittrail.hibernate;

import java.util.List;

/**
 * A way in which something happens to audited data without a record of it.
 *
 * @param path as the README names it, under the limits of this version
 */
public record Uncaptured(String path, String why) {

    /** What no application can do anything about. */
    public static final List<Uncaptured> ALWAYS = List.of(
            new Uncaptured(
                    "Native queries that are streamed",
                    "what they change, such as delete ... returning by getResultStream or scroll, and what functions do that"
                            + " a select calls, is not recorded"),
            new Uncaptured(
                    "What goes past SQL",
                    "rows that are changed in a ResultSet (updateRow, insertRow, deleteRow), and what is sent by the driver's own"
                            + " means, such as PostgreSQL's CopyManager"),
            new Uncaptured(
                    "What the database does by itself",
                    "rows that it deletes (@OnDelete) and what its triggers do; nor what other programs do to it"));

    /** Where it is switched off, or cannot be watched. */
    public static final Uncaptured PLAIN_JDBC = new Uncaptured(
            "Plain JDBC",
            "what JdbcTemplate and the like send, and calls of procedures, are not watched: audit.jdbc.enabled is false, datasource-proxy or JSqlParser"
                    + " is missing, or the start-up log says why");
}
