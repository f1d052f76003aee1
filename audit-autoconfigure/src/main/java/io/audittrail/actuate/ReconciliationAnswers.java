package io.audittrail.actuate;

import io.audittrail.AuditReconciliation;
import io.audittrail.AuditReconciliation.Difference;
import io.audittrail.AuditReconciliation.Report;
import io.audittrail.AuditReconciliation.Total;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the endpoint says of the comparison of log and triggers. */
final class ReconciliationAnswers {

    /** What was committed by then is in the log. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** So that nobody reads all of a large log at once. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final List<String> NAMES = List.of(FROM, TO);

    static final String ALLOWED =
            " Allowed are from and to, each at most once: times like 2026-11-20T22:05:31Z, no more than "
                    + LONGEST.toDays() + " days apart. from has to be there; without to it is a minute ago.";

    static final String NOTHING = "There is nothing to compare: that takes audit.postgres.triggers.enabled=true with"
            + " audit.postgres.triggers.layout=json, and audit.ledger.enabled=true.";

    private ReconciliationAnswers() {}

    /** @throws BadParameterException for what is not allowed */
    static Map<String, Object> answer(AuditReconciliation reconciliation, Map<String, String[]> given, Clock clock) {
        given.forEach((name, values) -> {
            if (!NAMES.contains(name)) {
                throw new BadParameterException("There is a parameter that is not known.");
            }
            QueryParameters.requireOne(name, values);
        });
        Instant from = time(FROM, given);
        Instant asked = time(TO, given);
        if (from == null) {
            throw new BadParameterException("from is missing.");
        }
        Instant to = asked == null ? clock.instant().minus(SETTLED) : asked;
        if (!from.isBefore(to)) {
            throw new BadParameterException("from is not before to.");
        }
        if (from.isBefore(to.minus(LONGEST))) {
            throw new BadParameterException("from is too long before to.");
        }
        return answer(reconciliation.between(from, to));
    }

    private static @Nullable Instant time(String name, Map<String, String[]> given) {
        String[] values = given.get(name);
        return values == null ? null : QueryParameters.instant(name, values[0]);
    }

    private static Map<String, Object> answer(Report report) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(FROM, report.from().toString());
        answer.put(TO, report.to().toString());
        answer.put("transactions", report.transactions());
        answer.put("unexplained", report.unexplained());
        answer.put(
                "totals",
                report.totals().stream().map(ReconciliationAnswers::total).toList());
        answer.put(
                "differences",
                report.differences().stream()
                        .map(ReconciliationAnswers::difference)
                        .toList());
        answer.put("unlisted", report.unlisted());
        answer.put("notes", report.notes());
        return answer;
    }

    private static Map<String, Object> total(Total total) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("table", total.table());
        answer.put("operation", total.operation());
        answer.put("source", text(total.source()));
        answer.put("explained", total.explained());
        answer.put("transactions", total.transactions());
        answer.put("rows", total.rows());
        answer.put("records", total.records());
        return answer;
    }

    private static Map<String, Object> difference(Difference difference) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("tx", difference.tx());
        answer.put("at", difference.at().toString());
        answer.put("actor", difference.actor().name());
        answer.put("actorKind", text(difference.actor().kind()));
        answer.put("table", difference.table());
        answer.put("operation", difference.operation());
        answer.put("source", text(difference.source()));
        answer.put("explained", difference.explained());
        answer.put("rows", difference.rows());
        answer.put("records", difference.records());
        return answer;
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
