package io.audittrail.hibernate;

import io.audittrail.transaction.Attribution;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.AbstractPreDatabaseOperationEvent;
import org.hibernate.event.spi.PreCollectionRecreateEvent;
import org.hibernate.event.spi.PreCollectionRecreateEventListener;
import org.hibernate.event.spi.PreCollectionRemoveEvent;
import org.hibernate.event.spi.PreCollectionRemoveEventListener;
import org.hibernate.event.spi.PreCollectionUpdateEvent;
import org.hibernate.event.spi.PreCollectionUpdateEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;

/**
 * Tells the database who is at work, before Hibernate writes: the same as the record of that change will say. Also before
 * what is not audited is written, which may change audited rows by a cascade or a trigger. Never vetoes; registered only
 * where the database records.
 */
final class AnnouncingListener
        implements PreInsertEventListener,
                PreUpdateEventListener,
                PreDeleteEventListener,
                PreUpsertEventListener,
                PreCollectionRecreateEventListener,
                PreCollectionUpdateEventListener,
                PreCollectionRemoveEventListener {

    private final transient SessionTransactions transactions;

    AnnouncingListener(SessionTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        return announce(event);
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        return announce(event);
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        return announce(event);
    }

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        return announce(event);
    }

    private boolean announce(AbstractPreDatabaseOperationEvent event) {
        SessionTransaction transaction = transactions.current(event.getSession());
        if (transaction != null) {
            Attribution requested = transaction.request(event.getEntity());
            transaction.announce(
                    requested != null ? requested : transactions.recorder().attribution(), event.getSession());
        }
        return false;
    }

    @Override
    public void onPreRecreateCollection(PreCollectionRecreateEvent event) {
        announce(event);
    }

    @Override
    public void onPreUpdateCollection(PreCollectionUpdateEvent event) {
        announce(event);
    }

    @Override
    public void onPreRemoveCollection(PreCollectionRemoveEvent event) {
        announce(event);
    }

    /** Of a stateless session it was done before the entity itself was written. */
    private void announce(AbstractCollectionEvent event) {
        SharedSessionContractImplementor session = CollectionOwner.sessionOf(event);
        SessionTransaction transaction = session == null ? null : transactions.current(session);
        if (session != null && transaction != null) {
            transaction.announce(
                    CollectionOwner.of(event, session).attribution(transaction, transactions.recorder()), session);
        }
    }
}
