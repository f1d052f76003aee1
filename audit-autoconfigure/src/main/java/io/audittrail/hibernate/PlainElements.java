package io.audittrail.hibernate;

import io.audittrail.Elements;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@link Elements} of what a collection had and has. Elements that are the same become the same object. */
final class PlainElements {

    private final Reading reading;
    private final Map<Object, @Nullable Object> read;

    /** How an element becomes a plain value. */
    interface Reading {

        @Nullable
        Object plain(@Nullable Object element);

        /** Equal for elements that are the same. */
        Object key(@Nullable Object element);
    }

    /** @param read what was read already, by its key */
    PlainElements(Reading reading, Map<Object, @Nullable Object> read) {
        this.reading = reading;
        this.read = read;
    }

    Elements unordered(List<?> removed, List<?> added) {
        Elements gone = Elements.of(List.of(), plain(removed));
        return gone.then(Elements.of(plain(added), List.of()));
    }

    Elements list(List<?> before, List<?> after, LiveDifference difference) {
        if (before.size() <= Elements.LISTED && after.size() <= Elements.LISTED) {
            return Elements.ofList(plain(before), plain(after));
        }
        // Where all of it goes or comes, a part of the same transaction may bring it back in another order.
        boolean isWhole = before.isEmpty() || after.isEmpty();
        boolean isHashed = isWhole || difference.isReordered();
        return Elements.ofLongList(
                plain(difference.added()),
                plain(difference.removed()),
                side(before, isHashed),
                side(after, isHashed),
                difference.isReordered());
    }

    private Object side(List<?> list, boolean isHashed) {
        if (list.size() <= Elements.LISTED) {
            return plain(list);
        }
        Map<String, Object> digest = new LinkedHashMap<>();
        digest.put("length", list.size());
        if (isHashed) {
            MessageDigest sha256 = sha256();
            for (Object element : list) {
                sha256.update((plain(element) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            digest.put("sha256", HexFormat.of().formatHex(sha256.digest()));
        }
        return Collections.unmodifiableMap(digest);
    }

    private List<@Nullable Object> plain(List<?> elements) {
        List<@Nullable Object> plain = new ArrayList<>(elements.size());
        for (Object element : elements) {
            plain.add(plain(element));
        }
        return plain;
    }

    @Nullable
    Object plain(@Nullable Object element) {
        if (element == null) {
            return null;
        }
        Object key = reading.key(element);
        Object plain = read.get(key);
        if (plain == null) {
            plain = reading.plain(element);
            read.put(key, plain);
        }
        return plain;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
