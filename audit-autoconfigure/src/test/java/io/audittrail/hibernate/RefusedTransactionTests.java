package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditUnavailableException;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Gate;
import jakarta.persistence.EntityManager;
import jakarta.persistence.RollbackException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

/** What the application sees where changes that cannot be recorded are not to be made. */
class RefusedTransactionTests {

    private final AtomicReference<@Nullable String> obstacle = new AtomicReference<>();
    private final CapturedUnit unit = new CapturedUnit(
            TestDatabase.h2(), CapturedUnit.ALL, List.of(), Gate.closed(() -> List.of(obstacle::get)), Wide.class);

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void springsTransactionManagerThrowsWhatItThrowsForAFailedCommitWithTheReasonAtTheEnd() {
        obstacle.set("The disk is full");
        assertThatThrownBy(() -> persist(1))
                .isInstanceOf(TransactionSystemException.class)
                .hasRootCauseInstanceOf(AuditUnavailableException.class)
                .rootCause()
                .hasMessageContaining("The disk is full");
        obstacle.set(null);

        assertThat(unit.records()).isEmpty();
        assertThat(count()).isZero();
    }

    @Test
    void anEntityTransactionThrowsARollbackExceptionWithTheReasonAsItsCause() {
        obstacle.set("The disk is full");
        try (EntityManager em = unit.factory.createEntityManager()) {
            em.getTransaction().begin();
            em.persist(Wide.of(1));
            assertThatThrownBy(() -> em.getTransaction().commit())
                    .isInstanceOf(RollbackException.class)
                    .cause()
                    .isInstanceOf(AuditUnavailableException.class);
            assertThat(em.getTransaction().isActive()).isFalse();
        }
        obstacle.set(null);

        assertThat(unit.records()).isEmpty();
        assertThat(count()).isZero();
    }

    @Test
    void transactionsThatChangeNothingAreNotRefused() {
        persist(1);
        obstacle.set("The disk is full");

        assertThatCode(() -> unit.commit(em -> em.find(Wide.class, 1L))).doesNotThrowAnyException();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void theNextTransactionGoesThroughOnceNothingIsInTheWay() {
        obstacle.set("The disk is full");
        assertThatThrownBy(() -> persist(1)).isInstanceOf(TransactionSystemException.class);
        obstacle.set(null);
        persist(2);

        assertThat(unit.records()).extracting(record -> record.entity().id()).containsExactly(2L);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aChangeThatCannotBeReadRefusesItsTransaction() {
        assertThatThrownBy(() -> unit.commit(em -> {
                    em.persist(Wide.of(1));
                    tellAnUnreadableChange(em.unwrap(EventSource.class));
                }))
                .hasRootCauseInstanceOf(ArrayIndexOutOfBoundsException.class)
                .hasStackTraceContaining(AuditUnavailableException.class.getName());

        assertThat(unit.failures.report().failures()).containsEntry("change-unrecorded", 1L);
        assertThat(unit.records()).isEmpty();
        assertThat(count()).isZero();
    }

    /** Hibernate tells none as far as we know, so the event is made up: it has no values. */
    private static void tellAnUnreadableChange(EventSource session) {
        EntityPersister persister = session.getFactory().getMappingMetamodel().getEntityDescriptor(Wide.class);
        PostInsertEvent event = new PostInsertEvent(Wide.of(2), 2L, new Object[0], persister, session);
        session.getFactory()
                .getEventListenerGroups()
                .eventListenerGroup_POST_INSERT
                .fireEventOnEachListener(event, PostInsertEventListener::onPostInsert);
    }

    private void persist(long id) {
        unit.commit(em -> em.persist(Wide.of(id)));
    }

    private Long count() {
        return unit.commitAndGet(
                em -> em.createQuery("select count(w) from Wide w", Long.class).getSingleResult());
    }
}
