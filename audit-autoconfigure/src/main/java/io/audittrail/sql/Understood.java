package io.audittrail.sql;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a parser found out about one statement.
 *
 * @param tables those it changes
 * @param columns by number of the parameter, from 1 on, those it belongs to; a parameter that is missing may belong to any
 */
record Understood(List<SqlTable> tables, Map<Integer, Set<String>> columns) {

    Understood {
        tables = List.copyOf(tables);
        columns = Map.copyOf(columns);
    }
}
