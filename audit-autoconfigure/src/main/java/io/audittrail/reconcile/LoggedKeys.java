package io.audittrail.reconcile;

import io.audittrail.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The records of a transaction by what of their ids is the same in rows. Not thread-safe. */
final class LoggedKeys {

    private final String unit;
    private final TypeTables tables;
    private final Map<String, List<LoggedRecord>> byKey = new HashMap<>();
    private final Map<String, Integer> counted = new HashMap<>();

    LoggedKeys(String unit, List<LoggedRecord> records, TypeTables tables) {
        this.unit = unit;
        this.tables = tables;
        for (LoggedRecord record : records) {
            String key = tables.key(unit, record.entity(), record.id());
            if (key != null) {
                byKey.computeIfAbsent(key, first -> new ArrayList<>(1)).add(record);
            }
        }
    }

    /** Whether a record tells of the row; it is seen then. */
    boolean tell(SeenRow row, String key) {
        List<LoggedRecord> records = byKey.getOrDefault(key, List.of()).stream()
                .filter(record -> tables.has(record.entity(), row))
                .toList();
        if (!records.isEmpty() && row.hasMaskedId()) {
            return tellMasked(row, records);
        }
        records.forEach(LoggedRecord::see);
        return !records.isEmpty();
    }

    /** Of those that nobody can tell apart, each tells of one row that comes to a table or goes; of updates, any of all. */
    private boolean tellMasked(SeenRow row, List<LoggedRecord> records) {
        if (row.operation().equals("UPDATE")) {
            seeUpdate(records);
            return true;
        }
        Operation action = row.operation().equals("INSERT") ? Operation.CREATE : Operation.DELETE;
        List<LoggedRecord> same =
                records.stream().filter(record -> record.action() == action).toList();
        int count = counted.merge(row.operation() + ' ' + row.qualifiedTable(), 1, Integer::sum);
        if (count <= same.size()) {
            same.get(count - 1).see();
            return true;
        }
        return !tables.isMain(unit, row) && seeUpdate(records);
    }

    private static boolean seeUpdate(List<LoggedRecord> records) {
        List<LoggedRecord> updates = records.stream()
                .filter(record -> record.action() == Operation.UPDATE)
                .toList();
        updates.stream().filter(record -> !record.isSeen()).findFirst().ifPresent(LoggedRecord::see);
        return !updates.isEmpty();
    }
}
