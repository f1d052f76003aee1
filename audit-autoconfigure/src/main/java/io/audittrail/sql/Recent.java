package io.audittrail.sql;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the texts that were asked for lately. Two generations: when the young one is full it becomes the old
 * one, and what nobody has asked for since then goes. Safe for many threads; none waits.
 */
final class Recent<V> {

    private final int size;
    private volatile ConcurrentHashMap<String, V> young = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<String, V> old = new ConcurrentHashMap<>();

    /** @param size of a generation; there are up to two of them */
    Recent(int size) {
        this.size = size;
    }

    @Nullable
    V get(String text) {
        V known = young.get(text);
        if (known == null) {
            known = old.get(text);
            if (known != null) {
                put(text, known);
            }
        }
        return known;
    }

    void put(String text, V value) {
        if (young.size() >= size) {
            synchronized (this) {
                if (young.size() >= size) {
                    old = young;
                    young = new ConcurrentHashMap<>();
                }
            }
        }
        young.put(text, value);
    }

    int count() {
        return young.size() + old.size();
    }
}
