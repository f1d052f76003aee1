package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.hibernate.model.Keys.WithAssignedText;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.StatementPolicy;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.JpaTransactionManager;

/** Where Hibernate does not tell what statements change. */
class UnheardStatementsTests {

    private final Failures failures = new Failures(Clock.systemUTC());

    @Test
    void aVersionOfHibernateThatDoesNotTellCostsNoMoreThanTheStatements() {
        try (CapturedUnit unit = new CapturedUnit(
                TestDatabase.h2(),
                CapturedUnit.ALL,
                List.of(),
                bean -> bean.getJpaPropertyMap().remove(StatementServices.SETTING),
                JpaTransactionManager::new,
                WithAssignedText.class)) {
            unit.commit(em -> em.createQuery("insert into WithAssignedText (id, text) values ('1', 'A')")
                    .executeUpdate());

            assertThat(unit.failures.lasting("hook-unlinked"))
                    .singleElement()
                    .asString()
                    .contains("@Modifying");
        }
    }

    @Test
    void withAClosedGateNothingStarts() {
        BulkStatements statements = new BulkStatements(
                "sam", new StatementPolicy(StatementPolicy.Mode.RECORD), failures, Gate.closed(List::of));

        assertThatThrownBy(() -> statements.unlinked(new NoSuchFieldError("sqmExecutionContext")))
                .isInstanceOf(HookUnlinkedException.class);
    }
}
