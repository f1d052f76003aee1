package io.audittrail.hibernate;

import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.AutoFlushEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.FlushEvent;
import org.hibernate.event.spi.FlushEventListener;

/** Hears that a flush is over: what it left for its own later parts is not needed any more. */
final class FlushListener implements FlushEventListener, AutoFlushEventListener {

    private final transient SessionTransactions transactions;

    FlushListener(SessionTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void onFlush(FlushEvent event) {
        flushed(event.getSession());
    }

    @Override
    public void onAutoFlush(AutoFlushEvent event) {
        flushed(event.getSession());
    }

    private void flushed(EventSource session) {
        transactions.flushed(session);
    }
}
