package io.audittrail.actuate;

import io.audittrail.AuditPage;
import io.audittrail.AuditRecord;
import io.audittrail.EntityState;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * What is found, as it goes over HTTP. Records are put together as text: parsed and written again, they would no longer be
 * the bytes that were sealed.
 */
final class Answers {

    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";

    private static final int MOST_HEADER = 2_000;

    private static final String PROBLEM = "application/problem+json";

    private Answers() {}

    static WebEndpointResponse<byte[]> page(AuditPage page) {
        String rest = "],\"next\":" + quoted(page.next())
                + ",\"streams\":" + quoted(page.streams())
                + ",\"complete\":" + page.complete()
                + ",\"notes\":" + quoted(page.notes())
                + '}';
        return answer(WebEndpointResponse.STATUS_OK, JSON, joined("{\"records\":[", ",", page.records(), rest));
    }

    /** Lines leave no room for what else is known of them: that stands in headers. */
    static WebEndpointResponse<byte[]> lines(AuditPage page, Exchange exchange) {
        if (page.next() != null) {
            exchange.header("Audit-Next", page.next());
        }
        exchange.header("Audit-Complete", String.valueOf(page.complete()));
        if (!page.notes().isEmpty()) {
            exchange.header("Audit-Notes", quoted(shortened(page.notes())));
        }
        String end = page.records().isEmpty() ? "" : "\n";
        return answer(WebEndpointResponse.STATUS_OK, LINES, joined("", "\n", page.records(), end));
    }

    /** As many as there is room for in a header. */
    private static List<String> shortened(List<String> notes) {
        int length = 0;
        int taken = 0;
        while (taken < notes.size() && length + quoted(notes.get(taken)).length() < MOST_HEADER) {
            length += quoted(notes.get(taken++)).length();
        }
        return notes.subList(0, taken);
    }

    /** What Actuator's own mapper turns to JSON. */
    static Map<String, @Nullable Object> state(EntityState state) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("entity", state.entity());
        answer.put("id", state.id());
        answer.put("at", state.at().toString());
        answer.put("existence", state.existence());
        answer.put("properties", state.properties());
        answer.put(
                "changedUnseen",
                state.changedUnseen().stream().map(Answers::unseen).toList());
        if (state.moreUnseen() > 0) {
            answer.put("moreUnseen", state.moreUnseen());
        }
        answer.put("notes", state.notes());
        return answer;
    }

    private static Map<String, @Nullable Object> unseen(EntityState.Unseen unseen) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("property", unseen.change().property());
        answer.put("old", unseen.change().oldValue());
        answer.put("new", unseen.change().newValue());
        answer.put("after", unseen.after().toString());
        answer.put("before", unseen.before().toString());
        return answer;
    }

    /** Where the page shows one entity, seen from the path that names it: two steps up, whatever stands before them. */
    static String pageAddress(String path, Map<String, String[]> parameters) {
        String[] steps = path.split("/", -1);
        String query = parameters.entrySet().stream()
                .flatMap(parameter -> Arrays.stream(parameter.getValue())
                        .map(value -> encoded(parameter.getKey()) + '=' + encoded(value)))
                .collect(Collectors.joining("&"));
        return "../../" + steps[steps.length - 3] + '?' + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @param detail our own words, also that say what is allowed */
    static WebEndpointResponse<byte[]> refusal(String detail) {
        String body = "{\"title\":\"Bad Request\",\"status\":400,\"detail\":" + quoted(detail) + '}';
        return answer(WebEndpointResponse.STATUS_BAD_REQUEST, PROBLEM, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Records may be long: there is one copy of them at a time beside themselves. */
    private static byte[] joined(String before, String between, List<AuditRecord> records, String after) {
        int length = records.stream()
                .mapToInt(record -> record.json().length() + between.length())
                .sum();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(before.length() + length + after.length());
        String next = before;
        for (AuditRecord record : records) {
            bytes.writeBytes(next.getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(record.json().getBytes(StandardCharsets.UTF_8));
            next = between;
        }
        bytes.writeBytes(((records.isEmpty() ? before : "") + after).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static WebEndpointResponse<byte[]> answer(int status, String type, byte[] body) {
        return new WebEndpointResponse<>(body, status, MimeType.valueOf(type));
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(Answers::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c > '~') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
