package io.audittrail.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.line.LineEncoder;
import io.audittrail.testing.TestDatabase;
import io.audittrail.trail.ReadTrail;
import io.audittrail.transaction.PlainValues;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.EntityType;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the shape, its values come back as what its attributes are, and nothing of them is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypedZooTests {

    private static final PlainValues PLAIN = new PlainValues(Integer.MAX_VALUE);

    @TempDir
    private static Path directory = Path.of("");

    private ZooUnit unit = unopened();
    private Map<String, EntityType<?>> entities = Map.of();

    @BeforeAll
    void open() {
        List<Class<?>> types =
                ZooContract.shapes().flatMap(shape -> shape.entities().stream()).toList();
        unit = new ZooUnit(TestDatabase.h2(), directory, types, getClass().getClassLoader());
        ZooContract.shapes().forEach(shape -> shape.acts().forEach(act -> unit.statements(act.work())));
        entities = unit.bean(EntityManagerFactory.class).getMetamodel().getEntities().stream()
                .collect(Collectors.toMap(EntityType::getName, Function.identity()));
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static ZooUnit unopened() {
        return null;
    }

    private static List<AuditRecord> all(AuditTrail trail) {
        try (Stream<AuditRecord> all = trail.stream(AuditQuery.all().oldestFirst())) {
            return all.toList();
        }
    }

    @Test
    void valuesAreWhatTheirAttributesAre() {
        Map<String, Object> others = new TreeMap<>();
        for (AuditRecord record : all(unit.bean(AuditTrail.class))) {
            String entity = String.valueOf(record.entity());
            for (Change change : record.changes()) {
                Class<?> declared = basicType(entity, change.property());
                Stream.of(change.oldValue(), change.newValue())
                        .filter(value -> value != null && declared != null && !declared.isInstance(value))
                        .forEach(value -> others.put(entity + '.' + change.property(), value));
            }
        }
        assertThat(others.keySet())
                .containsExactly(
                        "Arrays.numbers", // lists
                        "Arrays.words",
                        "Bytes.content", // a digest
                        "Converted.link", // to text, and so maybe encrypted
                        "Converted.range",
                        "OfTheJdk.type", // a name in a log loads no class,
                        "OfTheJdk.url", // and asks no other machine
                        "Serialized.content", // a digest
                        "Texts.letters"); // a text
    }

    @Test
    void nothingOfThemIsLost() {
        AuditTrail trail = unit.bean(AuditTrail.class);
        List<AuditRecord> typed = all(trail);
        List<AuditRecord> written = all(((ReadTrail) trail).asWritten());
        assertThat(typed).hasSameSizeAs(written).hasSizeGreaterThan(100);
        for (int i = 0; i < typed.size(); i++) {
            assertThat(line(typed.get(i))).isEqualTo(line(written.get(i)));
            assertThat(typed.get(i).json()).isEqualTo(written.get(i).json());
        }
    }

    @Test
    void idsAreFoundAgain() {
        AuditTrail trail = unit.bean(AuditTrail.class);
        for (AuditRecord record : all(trail)) {
            Object id = Objects.requireNonNull(record.entityId());
            assertThat(trail.find(AuditQuery.of(String.valueOf(record.entity()), id)
                                    .in(UUID.fromString(record.tx())))
                            .records())
                    .contains(record);
        }
    }

    /** Null for what is no column. */
    private @Nullable Class<?> basicType(String entity, String property) {
        return Objects.requireNonNull(entities.get(entity)).getAttributes().stream()
                .filter(attribute -> attribute.getName().equals(property))
                .filter(attribute -> attribute.getPersistentAttributeType() == PersistentAttributeType.BASIC)
                .map(attribute ->
                        MethodType.methodType(attribute.getJavaType()).wrap().returnType())
                .findFirst()
                .orElse(null);
    }

    /** As the values would be written, a number like any other. */
    private static String line(AuditRecord record) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", Objects.requireNonNull(record.entityId()));
        for (Change change : record.changes()) {
            values.put(change.property(), Arrays.asList(change.oldValue(), change.newValue()));
            Elements elements = change.elements();
            if (elements != null) {
                values.put(change.property() + " elements", List.of(elements.added(), elements.removed()));
            }
        }
        byte[] line = LineEncoder.json(Map.of("values", Objects.requireNonNull(PLAIN.plain(values))));
        return new String(line, StandardCharsets.UTF_8).replace("E+", "E");
    }
}
