package io.audittrail.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesOnH2Tests extends TablesContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String inKolkata() {
        return "set time zone 'Asia/Kolkata'";
    }

    @ParameterizedTest
    @ValueSource(strings = {";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", ";MODE=Oracle", ";MODE=MySQL"})
    void allWorksWhateverH2IsToLookLike(String mode, @TempDir Path directory) {
        TestDatabase plain = TestDatabase.h2();
        TestDatabase other = new TestDatabase(plain.url() + mode, plain.user(), plain.password());
        try (TablesUnit unit = new TablesUnit(other, directory, "audit.ledger.enabled=false")) {
            unit.commit(em -> em.persist(new Thing(1, "one")));

            assertThat(unit.sql()
                            .queryForList(
                                    "select new_value from audit_field_change where column_name = 'name'",
                                    String.class))
                    .containsExactly("one");
            assertThat(unit.bean(AuditTrail.class).find(AuditQuery.all()).records())
                    .hasSize(1);
            TablesRetention retention = unit.retention(10, Instant.now().plus(Duration.ofDays(1)));
            retention.removeOlderThan(Duration.ofHours(1));
            assertThat(retention.report().problems()).isEmpty();
            assertThat(unit.activities())
                    .singleElement()
                    .satisfies(left -> assertThat(left).containsEntry("operation", AuditTables.REMOVAL));
        }
    }
}
