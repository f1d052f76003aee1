package io.audittrail.actuate;

import io.audittrail.AuditQuery;
import io.audittrail.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody asks for over HTTP. What is refused is refused in our own words, and quotes nothing of the request. */
final class QueryParameters {

    private static final int MAX_LIMIT = 500;
    private static final int MAX_LENGTH = 4_000;
    /** Of some 300 streams. Servers take no more than 8 KB of headers. */
    private static final int MAX_CURSOR = 7_000;
    /** So that nobody reads all of a large log at once. */
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private static final List<String> NAMES = List.of(
            "entity",
            "id",
            "label",
            "property",
            "actor",
            "action",
            "tx",
            "unit",
            "from",
            "to",
            "text",
            "order",
            "limit",
            "cursor");

    /** What may be asked for, in a sentence. */
    static final String ALLOWED = "Allowed parameters, each at most once: " + String.join(", ", NAMES)
            + ". action is one or more of CREATE, UPDATE, DELETE, READ, STATEMENT, with commas between; from and to are"
            + " times like 2026-11-20T22:05:31Z; order is asc or desc; limit is a whole number from 1 to " + MAX_LIMIT
            + ". at, a time too, goes with entity and id alone, and asks for the state at that moment.";

    private final Map<String, String[]> given;

    private QueryParameters(Map<String, String[]> given) {
        this.given = given;
    }

    /** @throws BadParameterException for what is not allowed */
    static AuditQuery query(Map<String, String[]> given) {
        return new QueryParameters(given).query();
    }

    private AuditQuery query() {
        given.forEach(QueryParameters::check);
        AuditQuery query = AuditQuery.all().readingAtMost(MOST_BYTES);
        for (Map.Entry<String, String[]> parameter : given.entrySet()) {
            query = with(query, parameter.getKey(), parameter.getValue()[0]);
        }
        return between(query);
    }

    private static void check(String name, String[] values) {
        if (!NAMES.contains(name)) {
            throw new BadParameterException("There is a parameter that is not known.");
        }
        requireOne(name, values);
    }

    /** @throws BadParameterException for what no parameter can be */
    static void requireOne(String name, String[] values) {
        if (values.length > 1) {
            throw new BadParameterException(name + " is given more than once.");
        }
        if (values[0].isBlank()) {
            throw new BadParameterException(name + " is empty.");
        }
        int most = name.equals("cursor") ? MAX_CURSOR : MAX_LENGTH;
        if (values[0].length() > most) {
            throw new BadParameterException(name + " is longer than " + most + " characters.");
        }
    }

    private static AuditQuery with(AuditQuery query, String name, String value) {
        return switch (name) {
            case "entity" -> query.ofType(value);
            case "id" -> query.withId(value);
            case "label" -> query.labelled(value);
            case "property" -> query.changing(value);
            case "actor" -> query.by(value);
            case "action" -> query.action(actions(value));
            case "tx" -> query.in(value);
            case "unit" -> query.unit(value);
            case "text" -> query.containing(value);
            case "order" -> ordered(query, value);
            case "limit" -> query.limit(limit(value));
            case "cursor" -> query.after(value);
            default -> query; // Times come together.
        };
    }

    private AuditQuery between(AuditQuery query) {
        try {
            return query.between(time("from"), time("to"));
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("from is later than to.");
        }
    }

    private @Nullable Instant time(String name) {
        String[] values = given.get(name);
        return values == null ? null : instant(name, values[0]);
    }

    static Instant instant(String name, String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new BadParameterException(name + " is no time like 2026-11-20T22:05:31Z.");
        }
    }

    private static Operation[] actions(String value) {
        try {
            return Arrays.stream(value.split(",", -1)).map(Operation::valueOf).toArray(Operation[]::new);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("There is an action that is not known.");
        }
    }

    private static AuditQuery ordered(AuditQuery query, String value) {
        return switch (value) {
            case "asc" -> query.oldestFirst();
            case "desc" -> query.newestFirst();
            default -> throw new BadParameterException("order is neither asc nor desc.");
        };
    }

    private static int limit(String value) {
        int limit = value.matches("[0-9]{1,3}") ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new BadParameterException("limit is no whole number from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }
}
