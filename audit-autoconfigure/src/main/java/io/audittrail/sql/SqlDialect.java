package io.audittrail.sql;

import java.util.Locale;

/** Whose SQL a text is. It decides where a literal, a name and a comment end, and so what may be shown of the text. */
public enum SqlDialect {
    /** MariaDB, too: double quotes are around text, a backslash escapes in it, and {@code #} begins a comment. */
    MYSQL,
    POSTGRESQL,
    ORACLE,

    /** Names may stand in square brackets. */
    SQL_SERVER,

    /** What the standard says. */
    OTHER;

    /** @param product as {@code DatabaseMetaData.getDatabaseProductName()} has it, or the name of Hibernate's dialect */
    public static SqlDialect of(String product) {
        String name = product.toLowerCase(Locale.ROOT).replace(" ", "");
        if (name.contains("mysql") || name.contains("maria") || name.contains("tidb")) {
            return MYSQL;
        }
        if (name.contains("postgres") || name.contains("cockroach") || name.contains("enterprisedb")) {
            return POSTGRESQL;
        }
        if (name.contains("oracle")) {
            return ORACLE;
        }
        return name.contains("sqlserver") ? SQL_SERVER : OTHER;
    }
}
