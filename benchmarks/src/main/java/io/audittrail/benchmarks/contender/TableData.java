package io.audittrail.benchmarks.contender;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes in tables beside the entities'. */
final class TableData implements AuditData {

    /** More than a workload changes in one transaction. */
    private static final int LAST = 200;

    /**
     * A table with one row for each change.
     *
     * @param newest the column that says which came last
     * @param rows where its rows are read
     */
    record Records(String table, String newest, String rows) {

        Records(String table, String newest) {
            this(table, newest, table);
        }
    }

    private final Tables tables;
    private final List<Records> records;
    private final List<String> all;
    private final Runnable forget;

    /**
     * @param others tables that hold no changes, but what they need
     * @param forget called when the tables are empty
     */
    TableData(Tables tables, List<Records> records, List<String> others, Runnable forget) {
        this.tables = tables;
        this.records = records;
        this.all = Stream.concat(records.stream().map(Records::table), others.stream())
                .toList();
        this.forget = forget;
    }

    TableData(Tables tables, List<Records> records, String... others) {
        this(tables, records, List.of(others), () -> {});
    }

    @Override
    public void clear() {
        tables.empty(all);
        forget.run();
    }

    @Override
    public @Nullable Long bytes() {
        return tables.bytes(all);
    }

    @Override
    public long changes() {
        return records.stream().mapToLong(each -> tables.rows(each.table())).sum();
    }

    @Override
    public List<String> mentioning(String text) {
        return records.stream()
                .flatMap(each -> tables
                        .mentioning(
                                "select * from " + each.rows() + " order by " + each.newest() + " desc fetch first "
                                        + LAST + " rows only",
                                text)
                        .stream())
                .toList();
    }
}
