package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.ChangeRecord;
import io.audittrail.Operation;
import io.audittrail.ValueEncoder;
import io.audittrail.hibernate.model.Keys;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Unusual;
import io.audittrail.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An id that somebody holds is turned into what stands in the records. */
class AskedIdsTests {

    private static final Class<?>[] TYPES = {
        Keys.WithEmbeddedId.class,
        Keys.WithIdClass.class,
        Keys.WithConvertedId.class,
        Keys.WithUuid.class,
        Person.class,
        Person.Email.class,
        Unusual.Door.class
    };

    @Test
    void keyOfTheApplicationBecomesWhatItsRecordsHave() {
        try (CapturedUnit unit = unit(List.of())) {
            Keys.CodeId code = new Keys.CodeId("A", 7);
            assertThat(asked(unit, "WithEmbeddedId", code)).isEqualTo(Map.of("area", "A", "number", 7));

            Keys.MembershipId member = new Keys.MembershipId();
            member.person = 8L;
            member.role = "lead";
            assertThat(asked(unit, "WithIdClass", member)).isEqualTo(Map.of("person", 8L, "role", "lead"));

            assertThat(asked(unit, "WithUuid", new UUID(1, 2))).isEqualTo(new UUID(1, 2));
            assertThat(asked(unit, "Person", 5L)).isEqualTo(5L);
        }
    }

    @Test
    void partIsConvertedAndMaskedAsInTheRecord() {
        try (CapturedUnit unit = unit(List.of())) {
            Keys.WithConvertedId converted = new Keys.WithConvertedId();
            converted.id = new Keys.WordId("abc", 7);
            ChangeRecord created = unit.only(em -> em.persist(converted), Operation.CREATE);
            assertThat(asked(unit, "WithConvertedId", converted.id))
                    .isEqualTo(Map.of("word", "cba", "number", 7))
                    .isEqualTo(created.entity().id());

            Unusual.Door door = new Unusual.Door();
            door.id = new Unusual.DoorKey("front", "1234");
            ChangeRecord masked = unit.only(em -> em.persist(door), Operation.CREATE);
            assertThat(asked(unit, "Door", door.id)).isEqualTo(masked.entity().id());
            assertThat(String.valueOf(masked.entity().id())).doesNotContain("1234");
        }
    }

    @Test
    void applicationsEncoderIsAsked() {
        ValueEncoder<Keys.CodeId> encoder = new ValueEncoder<>() {
            @Override
            public Class<Keys.CodeId> type() {
                return Keys.CodeId.class;
            }

            @Override
            public Object encode(Keys.CodeId id) {
                return id.area() + '-' + id.number();
            }
        };
        try (CapturedUnit unit = unit(List.of(encoder))) {
            assertThat(asked(unit, "WithEmbeddedId", new Keys.CodeId("A", 7))).isEqualTo("A-7");
        }
    }

    @Test
    void whatARecordTellsAsItsIdIsWhatItWasMadeOf() {
        try (CapturedUnit unit = unit(List.of())) {
            assertThat(asked(unit, "WithConvertedId", Map.of("word", "cba", "number", 7)))
                    .isEqualTo(Map.of("word", "cba", "number", 7));
            assertThat(asked(unit, "WithIdClass", Map.of("person", 8L, "role", "lead")))
                    .isEqualTo(Map.of("person", 8L, "role", "lead"));
            assertThat(asked(unit, "Door", Map.of("door", "front", "pin", "[masked:0123456789abcdef]")))
                    .isEqualTo(Map.of("door", "front", "pin", "[masked:0123456789abcdef]"));
            assertThat(asked(unit, "WithEmbeddedId", Map.of("area", Thread.State.NEW, "number", 7)))
                    .isEqualTo(Map.of("area", "NEW", "number", 7));
            assertThat(asked(unit, "WithUuid", Map.of("id", 7))).isNull();
        }
    }

    @Test
    void whatIsNoIdOfTheTypeIsNoneAndNoDatabaseIsAsked() {
        try (CapturedUnit unit = unit(List.of())) {
            assertThat(asked(unit, "WithEmbeddedId", 7)).isNull();
            assertThat(asked(unit, "WithIdClass", new Keys.CodeId("A", 7))).isNull();
            unit.reset();
            assertThat(asked(unit, "WithEmbeddedId", new Keys.CodeId("A", 7))).isNotNull();
            assertThat(unit.statements).isEmpty();
            assertThat(unit.dataSource.getHikariPoolMXBean().getActiveConnections())
                    .isZero();
        }
    }

    private static @Nullable Object asked(CapturedUnit unit, String entity, Object id) {
        return Objects.requireNonNull(unit.coverage).types().stream()
                .filter(type -> type.entity().equals(entity))
                .findFirst()
                .orElseThrow()
                .ids()
                .plain(id);
    }

    private static CapturedUnit unit(List<ValueEncoder<?>> encoders) {
        return new CapturedUnit(TestDatabase.h2(), CapturedUnit.ALL, encoders, TYPES);
    }
}
