package io.audittrail.actuate;

import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.BadCursorException;
import io.audittrail.EntityState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.http.HttpStatus;

/**
 * The records that match, as they stand in the log; the history of one entity, and its state at a moment; for a browser, a
 * page that shows them. Nobody has access unless {@code management.endpoint.audittrail.access} says so.
 */
@WebEndpoint(id = "audittrail", defaultAccess = Access.NONE)
public final class AuditTrailEndpoint {

    private static final EndpointId TRAIL = EndpointId.of("audittrail");
    private static final EndpointId LEDGER = EndpointId.of("auditledger");

    private static final String ENTITY = "entity";
    private static final String ID = "id";
    private static final String AT = "at";

    private final AuditTrail trail;
    private final Exchange exchange;
    private final ReadRecorder reads;
    private final Supplier<PathMappedEndpoints> endpoints;
    private final Page page = Page.load();

    /** @param endpoints all that are exposed; they are known when a request comes, and not before */
    public AuditTrailEndpoint(
            AuditTrail trail, Exchange exchange, ReadRecorder reads, Supplier<PathMappedEndpoints> endpoints) {
        this.trail = trail;
        this.exchange = exchange;
        this.reads = reads;
        this.endpoints = endpoints;
    }

    /** The records, or, with {@code at}, the state of an entity. */
    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> records() {
        return answered(this::recordsOrState);
    }

    @ReadOperation(produces = Answers.LINES)
    public WebEndpointResponse<?> lines() {
        return answered(parameters -> Answers.lines(find(parameters), exchange));
    }

    /** Asks for the records itself: it is the same to whoever may see it at all. */
    @ReadOperation(produces = Page.HTML)
    public WebEndpointResponse<?> page() {
        common();
        return page.answer(exchange, Page.path(endpoints.get(), TRAIL, LEDGER));
    }

    /** The history of one entity, or, with {@code at}, its state. */
    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> history(@Selector String entity, @Selector String id) {
        return answered(parameters -> recordsOrState(withEntity(parameters, entity, id)));
    }

    @ReadOperation(produces = Answers.LINES)
    public WebEndpointResponse<?> linesOf(@Selector String entity, @Selector String id) {
        return answered(parameters -> Answers.lines(find(withEntity(parameters, entity, id)), exchange));
    }

    /** The page has one address, and all else in its parameters. */
    @ReadOperation(produces = Page.HTML)
    public WebEndpointResponse<?> pageOf(@Selector String entity, @Selector String id) {
        return answered(parameters -> {
            exchange.header("Location", Answers.pageAddress(exchange.path(), withEntity(parameters, entity, id)));
            return new WebEndpointResponse<>(HttpStatus.FOUND.value());
        });
    }

    private static Map<String, String[]> withEntity(Map<String, String[]> parameters, String entity, String id) {
        if (parameters.containsKey(ENTITY) || parameters.containsKey(ID)) {
            throw new BadParameterException("entity and id are in the path already.");
        }
        Map<String, String[]> all = new LinkedHashMap<>();
        all.put(ENTITY, new String[] {entity});
        all.put(ID, new String[] {id});
        all.putAll(parameters);
        return all;
    }

    private WebEndpointResponse<?> recordsOrState(Map<String, String[]> parameters) {
        return parameters.containsKey(AT)
                ? new WebEndpointResponse<>(Answers.state(state(parameters)))
                : Answers.page(find(parameters));
    }

    private AuditPage find(Map<String, String[]> parameters) {
        AuditQuery query = QueryParameters.query(parameters);
        AuditPage found = found(query);
        reads.read(asked(parameters), found.records().size());
        return found;
    }

    private AuditPage found(AuditQuery query) {
        try {
            return trail.find(query);
        } catch (BadCursorException e) {
            throw new BadParameterException("cursor is not the next of a page of this order.");
        }
    }

    private EntityState state(Map<String, String[]> parameters) {
        if (!parameters.keySet().equals(Set.of(ENTITY, ID, AT))) {
            throw new BadParameterException("at goes with entity and id, and with nothing else.");
        }
        parameters.forEach(QueryParameters::requireOne);
        EntityState state = trail.stateAt(
                parameter(parameters, ENTITY),
                parameter(parameters, ID),
                QueryParameters.instant(AT, parameter(parameters, AT)));
        boolean isKnown = state.existence() != EntityState.Existence.UNKNOWN;
        reads.read(asked(parameters), isKnown ? 1 : 0);
        return state;
    }

    private static String parameter(Map<String, String[]> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name))[0];
    }

    private static Map<String, String> asked(Map<String, String[]> parameters) {
        Map<String, String> asked = new LinkedHashMap<>();
        parameters.forEach((name, values) -> asked.put(name, values[0]));
        return asked;
    }

    private WebEndpointResponse<?> answered(Function<Map<String, String[]>, WebEndpointResponse<?>> answer) {
        common();
        try {
            return answer.apply(exchange.parameters());
        } catch (BadParameterException e) {
            return Answers.refusal(e.getMessage() + ' ' + QueryParameters.ALLOWED);
        }
    }

    /** One address answers people and programs, and to nobody what was said before. */
    private void common() {
        exchange.header("Vary", "Accept");
        exchange.header("Cache-Control", "no-store");
        exchange.header("X-Content-Type-Options", "nosniff");
    }
}
