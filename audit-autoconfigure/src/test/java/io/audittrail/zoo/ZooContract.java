package io.audittrail.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.testing.TestDatabase;
import io.audittrail.zoo.Shape.Act;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    private Zoo all = unopened();

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        List<Class<?>> entities =
                shapes().flatMap(shape -> shape.entities().stream()).toList();
        all = new Zoo("all", entities, getClass().getClassLoader());
    }

    @AfterAll
    void close() {
        all.close();
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                        BasicShapes.all(),
                        IdShapes.all(),
                        InheritanceShapes.all(),
                        ColumnShapes.all(),
                        AssociationShapes.all(),
                        CollectionShapes.all())
                .flatMap(List::stream);
    }

    @Test
    void thereAreAtLeastSixty() {
        assertThat(shapes().count()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isRecordedAndAsksNothingMoreOfTheDatabase(Shape shape) {
        all.check(shape);
    }

    @Test
    void aTenantsEntityIsRecordedToo() {
        try (Zoo tenants = new Zoo(
                "tenants", SpecialShapes.ofATenant().entities(), getClass().getClassLoader(), SpecialShapes.TENANT)) {
            tenants.check(SpecialShapes.ofATenant());
        }
    }

    @Test
    void anAttributeThatIsLoadedLaterIsNotLoadedForTheRecord() {
        ClassLoader enhancing = SpecialShapes.enhancing(Letter.class);
        Shape shape = SpecialShapes.loadedLater(enhancing);
        try (Zoo letters = new Zoo("letters", shape.entities(), enhancing)) {
            letters.check(shape);
        }
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static Zoo unopened() {
        return null;
    }

    /** A unit that is audited, and the same one that is not. */
    private final class Zoo implements AutoCloseable {

        private final ZooUnit audited;
        private final ZooUnit plain;

        Zoo(String name, List<Class<?>> entities, ClassLoader loader, String... settings) {
            Path log = directory.resolve(name);
            audited = new ZooUnit(newDatabase(), log, entities, loader, settings);
            String[] off = Arrays.copyOf(settings, settings.length + 1);
            off[settings.length] = "audit.enabled=false";
            plain = new ZooUnit(newDatabase(), log, entities, loader, off);
        }

        void check(Shape shape) {
            for (int i = 0; i < shape.acts().size(); i++) {
                check(shape.acts().get(i), "act " + (i + 1) + " of " + shape);
            }
        }

        private void check(Act act, String name) {
            audited.records();
            List<String> withAuditing = audited.statements(act.work());
            List<String> records = audited.records();
            assertThat(records).as(name + ": " + records).hasSameSizeAs(act.records());
            for (int i = 0; i < records.size(); i++) {
                assertThat(records.get(i))
                        .as(name)
                        .matches(Records.pattern(act.records().get(i)));
            }
            assertThat(whatAuditingAdds(withAuditing, plain.statements(act.work())))
                    .as("what auditing loads in " + name)
                    .hasSameSizeAs(act.loads())
                    .allMatch(call -> act.loads().stream().anyMatch(call::startsWith));
        }

        /** The rest has to be the same, in the same order. */
        private List<String> whatAuditingAdds(List<String> withAuditing, List<String> without) {
            List<String> added = new ArrayList<>();
            int next = 0;
            for (String call : withAuditing) {
                if (next < without.size() && call.equals(without.get(next))) {
                    next++;
                } else {
                    added.add(call);
                }
            }
            assertThat(next)
                    .as("of " + without + " these came: " + withAuditing)
                    .isEqualTo(without.size());
            return added;
        }

        @Override
        public void close() {
            audited.close();
            plain.close();
        }
    }
}
