package io.audittrail.benchmarks.scale;

import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;

/**
 * Switches the auditing of a running application off and on: takes our listeners out of Hibernate's groups and puts them
 * back. The rest stays the same: factory, tables, connections, compiled code, and the callback of our JPA listener, which does
 * nothing: Hibernate calls it for each entity that is removed, whether they are in or out.
 */
final class AuditSwitch {

    /** What hears of changes. */
    enum Position {
        NOBODY,
        BARE_WRITE,
        AUDIT
    }

    private final List<Joined<?>> joined = new ArrayList<>();

    /** The listeners of one event in each position. */
    private record Joined<T>(EventListenerGroup<T> group, List<T> nobody, List<T> bareWrite, List<T> audit) {

        void set(Position position) {
            group.clearListeners();
            List<T> listeners = switch (position) {
                case NOBODY -> nobody;
                case BARE_WRITE -> bareWrite;
                case AUDIT -> audit;
            };
            listeners.forEach(group::appendListener);
        }
    }

    /** @param bareWrite what is measured against: it does nothing but write */
    AuditSwitch(EntityManagerFactory factory, BareWrite bareWrite) {
        EventListenerRegistry registry =
                factory.unwrap(SessionFactoryImplementor.class).getEventListenerRegistry();
        for (EventType<?> type : EventType.values()) {
            join(registry, type, bareWrite);
        }
        if (joined.isEmpty()) {
            throw new IllegalStateException("This application is not audited");
        }
    }

    private <T> void join(EventListenerRegistry registry, EventType<T> type, BareWrite bareWrite) {
        EventListenerGroup<T> group = registry.getEventListenerGroup(type);
        List<T> all = new ArrayList<>();
        group.fireLazyEventOnEachListener(() -> all, (listener, found) -> found.add(listener));
        List<T> others = all.stream().filter(listener -> !isOurs(listener)).toList();
        if (others.size() == all.size()) {
            return;
        }
        List<T> writing = new ArrayList<>(others);
        if (type.baseListenerInterface().isInstance(bareWrite)) {
            writing.add(type.baseListenerInterface().cast(bareWrite));
        }
        joined.add(new Joined<>(group, others, List.copyOf(writing), List.copyOf(all)));
    }

    private static boolean isOurs(Object listener) {
        return listener.getClass().getName().startsWith("io.audittrail.hibernate.");
    }

    void set(Position position) {
        joined.forEach(each -> each.set(position));
    }
}
