package io.audittrail.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesOnH2Tests extends TablesContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String inKolkata() {
        return "set time zone 'Asia/Kolkata'";
    }

    @Test
    void viewsAreThereWhateverH2MakesOfNames(@TempDir Path directory) {
        TestDatabase plain = TestDatabase.h2();
        TestDatabase lower = new TestDatabase(
                plain.url() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", plain.user(), plain.password());
        try (TablesUnit unit = new TablesUnit(lower, directory)) {
            unit.commit(em -> em.persist(new Thing(1, "one")));
            assertThat(unit.sql()
                            .queryForList(
                                    "select new_value from audit_field_change where column_name = 'name'",
                                    String.class))
                    .containsExactly("one");
        }
    }
}
