package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.audittrail.AuditGap;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.EntityState.Existence;
import io.audittrail.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** What becomes of a request before the log is read, and of what was found there. */
class AuditTrailEndpointTests {

    private static final Instant AT = Instant.parse("2026-11-20T11:00:00Z");

    private final Map<String, String[]> parameters = new LinkedHashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final List<String> reads = new ArrayList<>();
    private @Nullable AuditQuery asked;
    private AuditPage page = new AuditPage(List.of(), null, List.of(), true, List.of());
    private Existence existence = Existence.EXISTED;

    private final Exchange exchange = new Exchange() {
        @Override
        public Map<String, String[]> parameters() {
            return parameters;
        }

        @Override
        public String path() {
            return "/actuator/audittrail";
        }

        @Override
        public void header(String name, String value) {
            headers.put(name, value);
        }
    };

    private final AuditTrail trail = new AuditTrail() {
        @Override
        public AuditPage find(AuditQuery query) {
            asked = query;
            return page;
        }

        @Override
        public Stream<AuditRecord> stream(AuditQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EntityState stateAt(String type, Object id, Instant at) {
            Change change = new Change("title", "before", "after");
            EntityState.Unseen unseen = new EntityState.Unseen(change, AT.minusSeconds(2), AT.minusSeconds(1));
            return new EntityState(type, String.valueOf(id), at, existence, Map.of(), List.of(unseen), 7, List.of());
        }

        @Override
        public List<Change> diff(String type, Object id, Instant from, Instant to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AuditGap> gaps() {
            throw new UnsupportedOperationException();
        }
    };

    private final AuditTrailEndpoint endpoint =
            new AuditTrailEndpoint(trail, exchange, (query, records) -> reads.add(query + " " + records), () -> {
                throw new UnsupportedOperationException();
            });

    @Test
    void eachParameterIsAskedForByItsName() {
        given("entity", "Project", "id", "42", "label", "NCAR0001", "property", "title", "actor", "bob");
        given("action", "CREATE,DELETE", "tx", "t1", "unit", "sam", "text", "why", "order", "asc", "limit", "7");
        given("from", "2026-11-20T11:00:00Z", "to", "2026-11-20T13:00:00+01:00", "cursor", "c");
        endpoint.records();
        AuditQuery query = Objects.requireNonNull(asked);
        assertThat(query.types()).containsExactly("Project");
        assertThat(query.ids()).extracting(String::valueOf).containsExactly("42");
        assertThat(query.label()).isEqualTo("NCAR0001");
        assertThat(query.property()).isEqualTo("title");
        assertThat(query.actor()).isEqualTo("bob");
        assertThat(query.actions()).containsExactlyInAnyOrder(Operation.CREATE, Operation.DELETE);
        assertThat(query.tx()).isEqualTo("t1");
        assertThat(query.unit()).isEqualTo("sam");
        assertThat(query.text()).isEqualTo("why");
        assertThat(query.isOldestFirst()).isTrue();
        assertThat(query.limit()).isEqualTo(7);
        assertThat(query.from()).isEqualTo(AT);
        assertThat(query.to()).isEqualTo(AT.plusSeconds(3600));
        assertThat(query.cursor()).isEqualTo("c");
    }

    @Test
    void nobodyReadsAllOfALargeLogAtOnce() {
        endpoint.records();
        endpoint.lines();
        assertThat(Objects.requireNonNull(asked).bytes()).isEqualTo(256L * 1024 * 1024);
        assertThat(asked.limit()).isEqualTo(50);
    }

    @Test
    void pageSaysWhatItLacksAndWhereToGoOn() {
        page = new AuditPage(List.of(), "c\"", List.of("one", "two"), false, List.of("A line\ncannot be read."));
        assertThat(text(endpoint.records()))
                .isEqualTo("{\"records\":[],\"next\":\"c\\\"\",\"streams\":[\"one\",\"two\"],\"complete\":false,"
                        + "\"notes\":[\"A line\\u000acannot be read.\"]}");
    }

    @Test
    void answersAreNotKeptAndDifferByWhatIsAccepted() {
        endpoint.records();
        assertThat(headers)
                .containsEntry("Vary", "Accept")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void stateTellsWhatWasChangedUnseenAndHowOftenBefore() {
        given("at", "2026-11-20T11:00:00Z");
        assertThat(endpoint.history("Project", "42").getBody())
                .asInstanceOf(MAP)
                .containsEntry("moreUnseen", 7L)
                .containsEntry(
                        "changedUnseen",
                        List.of(Map.of(
                                "property",
                                "title",
                                "old",
                                "before",
                                "new",
                                "after",
                                "after",
                                "2026-11-20T10:59:58Z",
                                "before",
                                "2026-11-20T10:59:59Z")));
    }

    @Test
    void whoAsksForAStateIsRecordedToo() {
        given("at", "2026-11-20T11:00:00Z");
        endpoint.history("Project", "42");
        existence = Existence.UNKNOWN;
        endpoint.history("Project", "43");
        assertThat(reads)
                .containsExactly(
                        "{entity=Project, id=42, at=2026-11-20T11:00:00Z} 1",
                        "{entity=Project, id=43, at=2026-11-20T11:00:00Z} 0");
    }

    @Test
    void whatIsRefusedWasNotRead() {
        given("limit", "501");
        assertThat(endpoint.records().getStatus()).isEqualTo(400);
        assertThat(endpoint.linesOf("Project", "42").getStatus()).isEqualTo(400);
        assertThat(asked).isNull();
        assertThat(reads).isEmpty();
    }

    private void given(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], new String[] {namesAndValues[i + 1]});
        }
    }

    private static String text(WebEndpointResponse<?> answer) {
        return new String((byte[]) Objects.requireNonNull(answer.getBody()), StandardCharsets.UTF_8);
    }
}
