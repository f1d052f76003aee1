package io.audittrail.actuate;

import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import java.util.HashMap;
import java.util.Map;
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

    /**
     * @param requestParameters all parameters of the request at work: Actuator hands over those it knows, and a
     *     misspelt {@code actr=bob} would quietly answer everybody's records
     */
    public AuditTrailEndpoint(AuditTrail trail, Supplier<Map<String, String[]>> requestParameters) {
        this.trail = trail;
        this.requestParameters = requestParameters;
    }

    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> records() {
        return answered(() -> Answers.page(find(QueryParameters.query(requestParameters.get()))));
    }

    @ReadOperation(produces = Answers.LINES)
    public WebEndpointResponse<?> lines() {
        return answered(() -> Answers.lines(find(QueryParameters.query(requestParameters.get()))));
    }

    /** The history of one entity, or, with {@code at}, its state. */
    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> history(@Selector String entity, @Selector String id) {
        return answered(() -> {
            Map<String, String[]> parameters = new HashMap<>(requestParameters.get());
            String[] at = parameters.remove(AT);
            if (parameters.containsKey("entity") || parameters.containsKey("id")) {
                throw new BadParameterException("entity and id are in the path already.");
            }
            AuditQuery query = QueryParameters.query(parameters).ofType(entity).withId(id);
            if (at == null) {
                return Answers.page(find(query));
            }
            if (!parameters.isEmpty() || at.length > 1) {
                throw new BadParameterException("at is given with another parameter, or more than once.");
            }
            return new WebEndpointResponse<>(
                    Answers.state(trail.stateAt(entity, id, QueryParameters.instant(AT, at[0]))));
        });
    }

    private AuditPage find(AuditQuery query) {
        try {
            return trail.find(query);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("cursor is not the next of a page of this order.");
        }
    }

    private static WebEndpointResponse<?> answered(Supplier<WebEndpointResponse<?>> answer) {
        try {
            return answer.get();
        } catch (BadParameterException e) {
            return Answers.refusal(e);
        }
    }
}
