package io.audittrail.transaction;

import io.audittrail.EntityRef;
import io.audittrail.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a transaction has read, each entity once. Not thread-safe. */
final class Reads {

    private final Map<EntityRef, Entry> records = new LinkedHashMap<>();
    private int told;

    void add(EntityRef entity, Supplier<? extends Entry> record) {
        if (!records.containsKey(entity)) {
            records.put(entity, record.get());
        }
    }

    boolean isToTell() {
        return told < records.size();
    }

    /** Those that were not told yet. */
    List<Entry> tell() {
        List<Entry> all = new ArrayList<>(records.values());
        List<Entry> more = new ArrayList<>(all.subList(told, all.size()));
        told = all.size();
        return more;
    }

    /** Also those that were told already: the transaction they were told with was rolled back. */
    void addAll(Reads others) {
        records.putAll(others.records);
    }
}
