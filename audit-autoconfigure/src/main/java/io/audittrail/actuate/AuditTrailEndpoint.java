package io.audittrail.actuate;

import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeType;

/**
 * The newest records that match, as they stand in the log. Nobody has access unless
 * {@code management.endpoint.audittrail.access} says so.
 */
@WebEndpoint(id = "audittrail", defaultAccess = Access.NONE)
public final class AuditTrailEndpoint {

    private static final int MAX_LIMIT = 500;
    private static final List<String> PARAMETERS = List.of("entity", "id", "actor", "limit");
    private static final String ALLOWED =
            "Allowed parameters, each at most once: entity, id, actor, limit (a whole number from 1 to 500).";
    private static final MimeType JSON = new MimeType("application", "json");
    private static final MimeType PROBLEM = new MimeType("application", "problem+json");

    private final AuditTrail trail;
    private final Supplier<Map<String, String[]>> requestParameters;

    /**
     * @param requestParameters all parameters of the request at work: Actuator hands over those it knows, and a
     *     misspelt {@code actr=bob} would quietly answer everybody's records
     */
    public AuditTrailEndpoint(AuditTrail trail, Supplier<Map<String, String[]>> requestParameters) {
        this.trail = trail;
        this.requestParameters = requestParameters;
    }

    /** Texts, so that a limit that is no number comes here and not to a converter that cannot say what is allowed. */
    @ReadOperation(produces = "application/json")
    public WebEndpointResponse<byte[]> records(
            @Nullable String entity, @Nullable String id, @Nullable String actor, @Nullable String limit) {
        try {
            checkParameters();
            AuditQuery query = AuditQuery.all();
            query = entity == null ? query : query.ofType(text("entity", entity));
            query = id == null ? query : query.withId(text("id", id));
            query = actor == null ? query : query.by(text("actor", actor));
            query = limit == null ? query : query.limit(number(limit));
            return records(trail.find(query));
        } catch (BadParameter e) {
            return problem(e.getMessage());
        }
    }

    private void checkParameters() {
        requestParameters.get().forEach((name, values) -> {
            if (!PARAMETERS.contains(name)) {
                throw new BadParameter("There is a parameter that is not known.");
            }
            if (values.length > 1) {
                throw new BadParameter(name + " is given more than once.");
            }
        });
    }

    private static String text(String name, String value) {
        if (value.isBlank()) {
            throw new BadParameter(name + " is empty.");
        }
        return value;
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,3}")) {
            throw new BadParameter("limit is no whole number from 1 to 500.");
        }
        int number = Integer.parseInt(text);
        if (number < 1 || number > MAX_LIMIT) {
            throw new BadParameter("limit is no whole number from 1 to 500.");
        }
        return number;
    }

    /** Put together as text: parsed and written again, the records would no longer be the bytes that were sealed. */
    private static WebEndpointResponse<byte[]> records(List<String> records) {
        String body = "{\"records\":[" + String.join(",", records) + "]}";
        return new WebEndpointResponse<>(body.getBytes(StandardCharsets.UTF_8), WebEndpointResponse.STATUS_OK, JSON);
    }

    private static WebEndpointResponse<byte[]> problem(@Nullable String what) {
        String body = "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"" + what + ' ' + ALLOWED + "\"}";
        return new WebEndpointResponse<>(
                body.getBytes(StandardCharsets.UTF_8), WebEndpointResponse.STATUS_BAD_REQUEST, PROBLEM);
    }

    /** Its message is ours and quotes nothing of the request. */
    private static final class BadParameter extends RuntimeException {
        BadParameter(String message) {
            super(message, null, false, false);
        }
    }
}
