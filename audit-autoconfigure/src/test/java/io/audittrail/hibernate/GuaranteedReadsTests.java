package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Person.Email;
import io.audittrail.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** What is read, where records go to the log by way of a table. */
class GuaranteedReadsTests {

    @TempDir
    Path directory;

    @Test
    void readsOfAReadOnlyTransactionGoStraightToTheLogAndOthersWithTheirTransaction() {
        TestDatabase database = TestDatabase.h2();
        try (CapturedUnit unit = new CapturedUnit(
                        database, CapturedUnit.ALL.reading(List.of("Person")), Person.class, Email.class);
                GuaranteedUnit guaranteed = new GuaranteedUnit(unit, database.open(), directory)) {
            long id = unit.commitAndGet(em -> CapturedUnit.persisted(em, new Person("ann")).id);
            assertThat(guaranteed.rows()).isEqualTo(1);

            unit.reset();
            TransactionTemplate readOnly =
                    new TransactionTemplate(Objects.requireNonNull(unit.transactions.getTransactionManager()));
            readOnly.setReadOnly(true);
            readOnly.executeWithoutResult(status -> unit.entityManager().find(Person.class, id));
            assertThat(guaranteed.rows()).isEqualTo(1);
            assertThat(guaranteed.ids()).containsExactly(id);
            assertThat(unit.statements).hasSize(1);

            unit.commit(em -> em.find(Person.class, id));
            assertThat(guaranteed.rows()).isEqualTo(2);
            guaranteed.drain();
            assertThat(guaranteed.ids()).containsExactly(id, id, id);
        }
    }
}
