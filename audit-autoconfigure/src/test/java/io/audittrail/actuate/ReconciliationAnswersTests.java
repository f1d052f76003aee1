package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditReconciliation;
import io.audittrail.AuditReconciliation.Difference;
import io.audittrail.AuditReconciliation.Report;
import io.audittrail.AuditReconciliation.Source;
import io.audittrail.AuditReconciliation.Total;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconciliationAnswersTests {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final AuditReconciliation empty =
            (from, to) -> new Report(from, to, 0, 0, List.of(), 0, List.of(), List.of());

    @Test
    void differencesAreToldInPlainValues() {
        Difference difference =
                new Difference("t1", NOW, Actor.user("alice"), Source.UNKNOWN, "public.task", "UPDATE", 2, 0, false);
        Total total = new Total("public.task", "UPDATE", Source.UNKNOWN, false, 1, 2, 0);

        Map<String, Object> answer = answer(
                (from, to) -> new Report(from, to, 3, 1, List.of(difference), 0, List.of(total), List.of("note")),
                "from=2026-11-20T10:00:00Z");

        assertThat(answer)
                .containsEntry("from", "2026-11-20T10:00:00Z")
                .containsEntry("to", "2026-11-20T11:59:00Z")
                .containsEntry("transactions", 3L)
                .containsEntry("unexplained", 1L)
                .containsEntry("notes", List.of("note"));
        assertThat(answer.get("differences"))
                .isEqualTo(List.of(Map.of(
                        "tx", "t1",
                        "at", "2026-11-20T12:00:00Z",
                        "actor", "alice",
                        "actorKind", "user",
                        "table", "public.task",
                        "operation", "UPDATE",
                        "source", "unknown",
                        "explained", false,
                        "rows", 2L,
                        "records", 0L)));
        assertThat(answer.get("totals")).asString().contains("transactions=1");
    }

    @ParameterizedTest
    @CsvSource({
        "'', from is missing.",
        "to=2026-11-20T10:00:00Z, from is missing.",
        "from=yesterday, from is no time like 2026-11-20T22:05:31Z.",
        "from=2026-11-20T10:00:00Z&to=later, to is no time like 2026-11-20T22:05:31Z.",
        "from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00Z, from is not before to.",
        "from=2026-11-20T12:00:00Z, from is not before to.",
        "from=2026-11-20T10:00:00Z&to=, to is empty.",
        "from=2026-11-13T10:00:00Z&to=2026-11-20T10:00:01Z, from is too long before to.",
        "from=2026-11-20T10:00:00Z&since=1, There is a parameter that is not known."
    })
    void whatIsWrongIsNamed(String query, String expected) {
        assertThatThrownBy(() -> answer(empty, query))
                .isInstanceOf(BadParameterException.class)
                .hasMessage(expected);
    }

    private static Map<String, Object> answer(AuditReconciliation reconciliation, String query) {
        Map<String, String[]> given = new HashMap<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            given.put(parameter.substring(0, equals), new String[] {parameter.substring(equals + 1)});
        }
        return ReconciliationAnswers.answer(reconciliation, given, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
