package io.audittrail.hibernate;

import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.collection.spi.PersistentArrayHolder;
import org.hibernate.collection.spi.PersistentCollection;
import org.jspecify.annotations.Nullable;

/** What Hibernate's collections, and its snapshots of them, hold; none of it is copied. */
final class CollectionContents {

    private CollectionContents() {}

    static List<?> listOf(@Nullable Object snapshot) {
        if (snapshot == null) {
            return List.of();
        }
        if (snapshot instanceof List<?> list) {
            return list;
        }
        if (snapshot instanceof Map<?, ?> byRow) { // of a bag whose rows have ids
            return new ArrayList<>(byRow.values());
        }
        return listOfArray(snapshot);
    }

    static List<?> liveList(PersistentCollection<?> collection) {
        return collection instanceof PersistentArrayHolder<?> holder
                ? listOfArray(holder.getArray())
                : (List<?>) collection;
    }

    private static List<?> listOfArray(@Nullable Object array) {
        if (array == null) {
            return List.of();
        }
        if (array instanceof Object[] elements) {
            return Arrays.asList(elements);
        }
        return new AbstractList<@Nullable Object>() {
            @Override
            public Object get(int index) {
                return Array.get(array, index);
            }

            @Override
            public int size() {
                return Array.getLength(array);
            }
        };
    }

    static Map<?, ?> mapOf(@Nullable Object snapshot) {
        return snapshot == null ? Map.of() : (Map<?, ?>) snapshot;
    }

    static Set<?> setOf(@Nullable PersistentCollection<?> collection) {
        return collection == null ? Set.of() : (Set<?>) collection;
    }
}
