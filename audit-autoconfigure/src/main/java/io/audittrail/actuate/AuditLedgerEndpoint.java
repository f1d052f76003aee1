package io.audittrail.actuate;

import io.audittrail.AuditReconciliation;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * What the log is, and not what is in it: what there is of it, whether it is whole, what it covers, and where triggers saw something
 * else. Nobody has access unless {@code management.endpoint.auditledger.access} says so.
 */
@WebEndpoint(id = "auditledger", defaultAccess = Access.NONE)
public final class AuditLedgerEndpoint {

    private static final String SINCE = "since";
    private static final String ALLOWED_SINCE =
            " Allowed is since, at most once: a time like 2026-11-20T22:05:31Z that has passed.";

    private final Supplier<LedgerState> state;
    private final BackgroundVerification verification;
    private final Supplier<Coverage> coverage;
    private final Supplier<@Nullable AuditReconciliation> reconciliation;
    private final Clock clock;
    private final Exchange exchange;

    /** @param reconciliation null where there are no triggers, or no log */
    public AuditLedgerEndpoint(
            Supplier<LedgerState> state,
            BackgroundVerification verification,
            Supplier<Coverage> coverage,
            Supplier<@Nullable AuditReconciliation> reconciliation,
            Clock clock,
            Exchange exchange) {
        this.state = state;
        this.verification = verification;
        this.coverage = coverage;
        this.reconciliation = reconciliation;
        this.clock = clock;
        this.exchange = exchange;
    }

    /** Reads little, and no gap: those are found with a verification. */
    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> ledger() {
        return withoutParameters(() -> LedgerAnswers.ledger(state.get(), verification.gaps()));
    }

    @ReadOperation(produces = Answers.JSON)
    public WebEndpointResponse<?> part(@Selector String part) {
        return switch (part) {
            case "verification" -> verified();
            case "coverage" -> withoutParameters(coverage);
            case "reconciliation" -> reconciled();
            default -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        };
    }

    /**
     * To read it begins one, when there was none or it is older than what is asked for. That changes nothing, and a page of
     * somebody else that makes a browser ask gets no more than the one that may run anyway.
     */
    private WebEndpointResponse<?> verified() {
        try {
            return new WebEndpointResponse<>(LedgerAnswers.verification(verification.latest(since())));
        } catch (BadParameterException e) {
            return Answers.refusal(e.getMessage() + ALLOWED_SINCE);
        }
    }

    /** Tells of transactions, actors and tables, and neither ids nor values. */
    private WebEndpointResponse<?> reconciled() {
        AuditReconciliation comparing = reconciliation.get();
        if (comparing == null) {
            return Answers.refusal(ReconciliationAnswers.NOTHING);
        }
        try {
            return new WebEndpointResponse<>(ReconciliationAnswers.answer(comparing, exchange.parameters(), clock));
        } catch (BadParameterException e) {
            return Answers.refusal(e.getMessage() + ReconciliationAnswers.ALLOWED);
        }
    }

    private @Nullable Instant since() {
        Map<String, String[]> given = exchange.parameters();
        String[] values = given.get(SINCE);
        if (given.size() > (values == null ? 0 : 1)) {
            throw new BadParameterException("There is a parameter that is not known.");
        }
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw new BadParameterException("since is given more than once.");
        }
        Instant since = QueryParameters.instant(SINCE, values[0]);
        if (since.isAfter(verification.now())) {
            throw new BadParameterException("since is in the future.");
        }
        return since;
    }

    private WebEndpointResponse<?> withoutParameters(Supplier<?> answer) {
        return exchange.parameters().isEmpty()
                ? new WebEndpointResponse<>(answer.get())
                : Answers.refusal("There is a parameter, and none is known here.");
    }
}
