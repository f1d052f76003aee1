package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.EntityState.Existence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedIdTests {

    private static final Map<String, Object> PLAIN =
            Map.of("code", "NCAR", "number", 7L, "since", LocalDate.of(2026, 11, 20));

    @TempDir
    Path directory;

    /** Of a class that only the application knows. */
    private record Code(String code, long number) {}

    private static final TypeNames NAMES = new TypeNames() {
        @Override
        public Set<String> of(String type) {
            return Set.of(type);
        }

        @Override
        public List<Object> idsOf(String type, Object id) {
            return type.equals("Project") && (id instanceof Code || id.equals("secret")) ? List.of(PLAIN) : List.of();
        }
    };

    @BeforeEach
    void write() throws IOException {
        new WrittenLog(directory, "sam")
                .record(1, PLAIN)
                .record(2, new UUID(1, 2))
                .record(3, Instant.EPOCH)
                .record(4, 7)
                .write();
    }

    @Test
    void keyOfTheApplicationFindsWhatTheMapDoes() {
        Code code = new Code("NCAR", 7);
        assertThat(find(AuditQuery.of("Project", PLAIN))).containsExactly(1);
        assertThat(find(AuditQuery.of("Project", code))).containsExactly(1);
        assertThat(find(AuditQuery.of("Project", 7, code, new UUID(1, 2)))).containsExactly(4, 2, 1);
        assertThat(trail().stateAt("Project", code, WrittenLog.at(9)).existence())
                .isEqualTo(Existence.EXISTED);
        assertThat(trail().diff("Project", code, WrittenLog.at(0), WrittenLog.at(9)))
                .isEmpty();
    }

    @Test
    void plainValuesAreWrittenAsTheLogWritesThem() {
        assertThat(find(AuditQuery.all().withId(new UUID(1, 2)))).containsExactly(2);
        assertThat(find(AuditQuery.all().withId(Instant.EPOCH))).containsExactly(3);
        assertThat(find(AuditQuery.all().withId("7"))).containsExactly(4);
        assertThat(find(AuditQuery.all().withId("{\"number\":7,\"since\":\"2026-11-20\",\"code\":\"NCAR\"}")))
                .containsExactly(1);
    }

    @Test
    void idThatNobodyKnowsIsRefusedWithItsClass() {
        Code code = new Code("NCAR", 7);
        for (AuditQuery query : List.of(
                AuditQuery.all().withId(code),
                AuditQuery.of("Person", code),
                AuditQuery.of("Project", Map.of("a", code)))) {
            assertThatThrownBy(() -> trail().find(query))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("UUIDs", "Map", "JSON object");
        }
        assertThatThrownBy(() -> trail().stateAt("Person", code, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Code.class.getName());
        assertThatThrownBy(() -> trail().diff("Person", code, Instant.EPOCH, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textIsNotTriedForWhatItMayStandFor() {
        assertThat(find(AuditQuery.of("Project", "secret"))).isEmpty();
    }

    private FileAuditTrail trail() {
        return new FileAuditTrail(directory, stream -> false, NAMES);
    }

    /** The seconds in which they were written. */
    private List<Integer> find(AuditQuery query) {
        return trail().find(query).records().stream()
                .map(AuditRecord::seq)
                .map(Long::intValue)
                .toList();
    }
}
