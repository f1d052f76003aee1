package io.audittrail.actuate;

import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.EntityState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The records that match, as they stand in the log; the history of one entity, and its state at a moment. Nobody has access
 * unless {@code management.endpoint.audittrail.access} says so.
 */
@WebEndpoint(id = "audittrail", defaultAccess = Access.NONE)
public final class AuditTrailEndpoint {

    private static final String AT = "at";

    private final AuditTrail trail;
    private final Supplier<Map<String, String[]>> requestParameters;
    private final ReadRecorder reads;

    /**
     * @param requestParameters all parameters of the request at work: Actuator hands over those it knows, and a
     *     misspelt {@code actr=bob} would quietly answer everybody's records
     */
    public AuditTrailEndpoint(AuditTrail trail, Supplier<Map<String, String[]>> requestParameters, ReadRecorder reads) {
        this.trail = trail;
        this.requestParameters = requestParameters;
        this.reads = reads;
    }

    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> records() {
        return answered(parameters -> Answers.page(find(parameters)));
    }

    @ReadOperation(produces = Answers.LINES)
    public WebEndpointResponse<?> lines() {
        return answered(parameters -> Answers.lines(find(parameters)));
    }

    /** The history of one entity, or, with {@code at}, its state. */
    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> history(@Selector String entity, @Selector String id) {
        return answered(parameters -> {
            if (parameters.containsKey("entity") || parameters.containsKey("id")) {
                throw new BadParameterException("entity and id are in the path already.");
            }
            if (parameters.containsKey(AT)) {
                return new WebEndpointResponse<>(Answers.state(state(entity, id, parameters)));
            }
            Map<String, String[]> all = new LinkedHashMap<>(parameters);
            all.put("entity", new String[] {entity});
            all.put("id", new String[] {id});
            return Answers.page(find(all));
        });
    }

    private AuditPage find(Map<String, String[]> parameters) {
        AuditQuery query = QueryParameters.query(parameters);
        AuditPage page = page(query);
        Map<String, String> asked = new LinkedHashMap<>();
        parameters.forEach((name, values) -> asked.put(name, values[0]));
        reads.read(asked, page.records().size());
        return page;
    }

    private AuditPage page(AuditQuery query) {
        try {
            return trail.find(query);
        } catch (IllegalArgumentException e) {
            if (query.cursor() == null) {
                throw e;
            }
            throw new BadParameterException("cursor is not the next of a page of this order.");
        }
    }

    private EntityState state(String entity, String id, Map<String, String[]> parameters) {
        String[] at = parameters.get(AT);
        if (parameters.size() > 1 || at == null || at.length > 1) {
            throw new BadParameterException("at is given with another parameter, or more than once.");
        }
        EntityState state = trail.stateAt(entity, id, QueryParameters.instant(AT, at[0]));
        boolean isKnown = state.existence() != EntityState.Existence.UNKNOWN;
        reads.read(Map.of("entity", entity, "id", id, AT, at[0]), isKnown ? 1 : 0);
        return state;
    }

    private WebEndpointResponse<?> answered(Function<Map<String, String[]>, WebEndpointResponse<?>> answer) {
        try {
            return answer.apply(requestParameters.get());
        } catch (BadParameterException e) {
            return Answers.refusal(e);
        }
    }
}
