package io.audittrail.trail;

import io.audittrail.AuditQuery;
import io.audittrail.line.LineEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which lines are worth parsing: a look at their bytes says no to most. It never says no to a line that answers the query;
 * of a text it asks only what looks the same in any JSON, since anything else may stand there escaped. Immutable.
 */
final class LineFilter {

    /** With more texts than this, leaps become too short, and comparing takes too long. */
    private static final int MOST_TEXTS = 64;

    private static final Pattern UNCERTAIN_NUMBER = Pattern.compile("-?[0-9]+(?=[.E])[0-9.E+-]*");

    private final List<Scout> scouts;
    private final byte @Nullable [] from;
    private final byte @Nullable [] to;

    LineFilter(Criteria criteria) {
        AuditQuery query = criteria.query();
        List<Scout> all = new ArrayList<>();
        add(all, entitiesAndIds(criteria.entities(), criteria.ids()));
        add(all, one("\"tx\":\"", query.tx(), "\""));
        add(all, one("\"label\":\"", query.label(), "\""));
        add(all, one("\"actor\":\"", query.actor(), "\""));
        add(all, one("\"unit\":\"", query.unit(), "\""));
        if (criteria.properties().stream().allMatch(LineFilter::isPlain)) {
            add(
                    all,
                    criteria.properties().stream()
                            .map(name -> bytes('"' + name + "\":{"))
                            .toList());
        }
        add(
                all,
                query.actions().stream()
                        .map(action -> bytes("\"action\":\"" + action + "\""))
                        .toList());
        query.context().forEach((key, value) -> add(all, one("\"", key, "\":")));
        add(all, one("", query.text(), ""));
        all.sort(Comparator.comparingInt(Scout::reach).reversed());
        this.scouts = List.copyOf(all);
        this.from = time(query.from());
        this.to = time(query.to());
    }

    /** What finds lines at all; null where each must be looked at. */
    @Nullable
    Scout first() {
        return scouts.isEmpty() ? null : scouts.get(0);
    }

    /** Whether the rest of what is asked may be true of a line that {@link #first} has found. */
    boolean mayMatch(byte[] bytes, int start, int end) {
        for (int i = 1; i < scouts.size(); i++) {
            if (scouts.get(i).next(bytes, start, end) < 0) {
                return false;
            }
        }
        return isInTime(bytes, start, end);
    }

    private boolean isInTime(byte[] bytes, int start, int end) {
        int at = start + LineEncoder.TIMESTAMP_AT;
        int then = at + LineEncoder.TIMESTAMP_LENGTH;
        if (then >= end || bytes[then - 1] != 'Z') {
            return true; // Not as the log writes it: the parser knows.
        }
        return (from == null || Arrays.compare(bytes, at, then, from, 0, from.length) >= 0)
                && (to == null || Arrays.compare(bytes, at, then, to, 0, to.length) <= 0);
    }

    /** To the microsecond, rounded down on both sides: a line has no more, and the parser decides. */
    private static byte @Nullable [] time(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        byte[] text = LineEncoder.timestamp(instant.truncatedTo(ChronoUnit.MICROS));
        return text.length == LineEncoder.TIMESTAMP_LENGTH ? text : null;
    }

    private static List<byte[]> entitiesAndIds(Set<String> entities, Set<Object> ids) {
        boolean namesArePlain =
                entities.size() <= MOST_TEXTS && entities.stream().allMatch(LineFilter::isPlain);
        List<String> names = namesArePlain
                ? entities.stream().map(name -> "\"entity\":\"" + name + "\",").toList()
                : List.of();
        if (ids.isEmpty()) { // A statement has a type and no id.
            return names.stream().map(LineFilter::bytes).toList();
        }
        List<String> before = names.isEmpty()
                ? List.of("\"entityId\":")
                : names.stream().map(name -> name + "\"entityId\":").toList();
        boolean idsArePlain = ids.stream().allMatch(LineFilter::isPlainId);
        if (!idsArePlain || 2 * before.size() * ids.size() > MOST_TEXTS) {
            return before.stream().map(LineFilter::bytes).toList();
        }
        List<byte[]> texts = new ArrayList<>();
        for (String key : before) {
            for (Object id : ids) {
                texts.add(bytes(key + id + ','));
                texts.add(bytes(key + '"' + id + "\","));
            }
        }
        return texts;
    }

    private static Collection<byte[]> one(String before, @Nullable String text, String after) {
        return text != null && isPlain(text) ? List.of(bytes(before + text + after)) : List.of();
    }

    private static void add(List<Scout> all, Collection<byte[]> texts) {
        if (!texts.isEmpty() && texts.stream().allMatch(text -> text.length > 1)) {
            all.add(new Scout(texts));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A number with a fraction or an exponent may be written in more than one way. */
    private static boolean isPlainId(Object id) {
        return id instanceof String text
                && isPlain(text)
                && !UNCERTAIN_NUMBER.matcher(text).matches();
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && text.chars().allMatch(LineFilter::isPlain);
    }

    private static boolean isPlain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "_-.@ :$".indexOf(c) >= 0);
    }
}
