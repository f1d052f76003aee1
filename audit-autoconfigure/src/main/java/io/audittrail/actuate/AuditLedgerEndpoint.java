package io.audittrail.actuate;

import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * What the log is, and not what is in it: what it covers. Nobody has access unless
 * {@code management.endpoint.auditledger.access} says so.
 */
@WebEndpoint(id = "auditledger", defaultAccess = Access.NONE)
public final class AuditLedgerEndpoint {

    private final Supplier<Coverage> coverage;
    private final Exchange exchange;

    public AuditLedgerEndpoint(Supplier<Coverage> coverage, Exchange exchange) {
        this.coverage = coverage;
        this.exchange = exchange;
    }

    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> part(@Selector String part) {
        return switch (part) {
            case "coverage" -> covered();
            default -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        };
    }

    private WebEndpointResponse<?> covered() {
        if (!exchange.parameters().isEmpty()) {
            return Answers.refusal("There is a parameter, and none is known here.");
        }
        return new WebEndpointResponse<>(coverage.get());
    }
}
