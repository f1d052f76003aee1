package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRejectedException;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.StatementPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkOnPostgresIT extends BulkContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Test
    void sqlThatReturnsTheRowsItChangesIsRecorded() {
        projects("B-1", "B-2", "B-3");
        StatementRecord delete = only(
                em -> assertThat(em.createNativeQuery("delete from Project where title = :title returning projcode")
                                .setParameter("title", "Title")
                                .getResultList()
                                .size())
                        .isEqualTo(3));

        assertThat(delete.kind()).isEqualTo(Kind.DELETE);
        assertThat(delete.entity()).isEqualTo("Project");
        assertThat(delete.text()).isEqualTo("delete from Project where title = ? returning projcode");
        assertThat(delete.parameters()).isEqualTo(Map.of("title", "Title"));
        assertThat(delete.rows()).isEqualTo(3);
        assertThat(statementsOf(em -> em.createNativeQuery("delete from Project returning projcode")
                        .getResultList()))
                .isEmpty();
    }

    @Test
    void ofAQueryThatChangesRowsOnTheWayTheirNumberIsNotKnown() {
        projects("B-1", "B-2");
        StatementRecord update = only(em -> em.createNativeQuery(
                        "with n as (update Project set title = 'New' returning id) select count(*) from n")
                .getSingleResult());

        assertThat(update.kind()).isEqualTo(Kind.UPDATE);
        assertThat(update.tables()).containsExactly("Project");
        assertThat(update.rows()).isNull();
        assertThat(statementsOf(em -> em.createNativeQuery("select id from Project for update")
                        .getResultList()))
                .isEmpty();
    }

    @Test
    void sqlThatReturnsRowsIsRefusedToo() {
        StatementPolicy policy = new StatementPolicy(StatementPolicy.Mode.REJECT);
        try (CapturedUnit strict = CapturedUnit.with(new OtherWays(true, policy), newDatabase(), ENTITIES)) {
            strict.commit(em -> em.persist(new Project("B-1", "Title")));
            assertThatThrownBy(() -> strict.commit(em -> em.createNativeQuery("delete from Project returning id")
                            .getResultList()))
                    .isInstanceOf(StatementRejectedException.class)
                    .hasMessageContaining("delete from Project");
            assertThat(strict.<Object>commitAndGet(em ->
                            em.createNativeQuery("select count(*) from Project").getSingleResult()))
                    .isEqualTo(1L);
        }
    }
}
