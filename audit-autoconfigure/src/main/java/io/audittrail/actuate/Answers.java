package io.audittrail.actuate;

import io.audittrail.AuditPage;
import io.audittrail.AuditRecord;
import io.audittrail.EntityState;
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
        String body = "{\"records\":["
                + page.records().stream().map(AuditRecord::json).collect(Collectors.joining(","))
                + "],\"next\":" + quoted(page.next())
                + ",\"streams\":" + quoted(page.streams())
                + ",\"complete\":" + page.complete()
                + ",\"notes\":" + quoted(page.notes())
                + '}';
        return answer(WebEndpointResponse.STATUS_OK, JSON, body);
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
        String body =
                page.records().stream().map(record -> record.json() + '\n').collect(Collectors.joining());
        return answer(WebEndpointResponse.STATUS_OK, LINES, body);
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
        return answer(WebEndpointResponse.STATUS_BAD_REQUEST, PROBLEM, body);
    }

    private static WebEndpointResponse<byte[]> answer(int status, String type, String body) {
        return new WebEndpointResponse<>(body.getBytes(StandardCharsets.UTF_8), status, MimeType.valueOf(type));
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
