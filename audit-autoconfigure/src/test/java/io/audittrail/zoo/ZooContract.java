package io.audittrail.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.testing.TestDatabase;
import io.audittrail.zoo.Shape.Act;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape is recorded as expected, and asks nothing more of the database than without auditing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ZooContract {

    @TempDir
    private static Path directory = Path.of("");

    private ZooUnit audited = unopened();
    private ZooUnit plain = unopened();

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        List<Class<?>> entities =
                shapes().flatMap(shape -> shape.entities().stream()).toList();
        audited = new ZooUnit(newDatabase(), directory, entities);
        plain = new ZooUnit(newDatabase(), directory, entities, "audit.enabled=false");
    }

    @AfterAll
    void close() {
        audited.close();
        plain.close();
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                        BasicShapes.all(),
                        IdShapes.all(),
                        InheritanceShapes.all(),
                        ColumnShapes.all(),
                        AssociationShapes.all())
                .flatMap(List::stream);
    }

    /** Shapes that wait until collections are recorded. */
    static List<Shape> waiting() {
        return CollectionShapes.all();
    }

    @Test
    void thereAreAtLeastSixty() {
        assertThat(shapes().count() + waiting().size()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isRecordedAndAsksNothingMoreOfTheDatabase(Shape shape) {
        int number = 0;
        for (Act act : shape.acts()) {
            number++;
            audited.records();
            List<String> withAuditing = new ArrayList<>(audited.statements(act.work()));
            List<String> records = audited.records();
            assertThat(records)
                    .as("the records of act %d of %s: %s", number, shape, records)
                    .hasSameSizeAs(act.records());
            for (int i = 0; i < records.size(); i++) {
                assertThat(records.get(i))
                        .as("act %d of %s", number, shape)
                        .matches(Records.pattern(act.records().get(i)));
            }
            List<String> without = plain.statements(act.work());
            for (String load : act.loads()) {
                assertThat(withAuditing)
                        .as("what auditing loads in act %d of %s", number, shape)
                        .anyMatch(call -> call.startsWith(load));
                withAuditing.remove(withAuditing.stream()
                        .filter(call -> call.startsWith(load))
                        .findFirst()
                        .orElseThrow());
            }
            assertThat(withAuditing)
                    .as("the statements of act %d of %s", number, shape)
                    .isEqualTo(without);
        }
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static ZooUnit unopened() {
        return null;
    }
}
