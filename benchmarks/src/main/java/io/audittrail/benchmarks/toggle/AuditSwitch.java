package io.audittrail.benchmarks.toggle;

import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;

/**
 * Switches the auditing of a running application off and on: takes our listeners out of Hibernate's groups and puts them
 * back. The rest stays the same: factory, tables, connections, compiled code.
 */
final class AuditSwitch {

    private final List<Joined<?>> joined = new ArrayList<>();

    /** The listeners of one event, and how they are without ours. */
    private record Joined<T>(EventListenerGroup<T> group, List<T> all, List<T> others) {

        void set(List<T> listeners) {
            group.clearListeners();
            listeners.forEach(group::appendListener);
        }
    }

    AuditSwitch(EntityManagerFactory factory) {
        EventListenerRegistry registry =
                factory.unwrap(SessionFactoryImplementor.class).getEventListenerRegistry();
        for (EventType<?> type : EventType.values()) {
            add(registry.getEventListenerGroup(type));
        }
        if (joined.isEmpty()) {
            throw new IllegalStateException("This application is not audited");
        }
    }

    private <T> void add(EventListenerGroup<T> group) {
        List<T> all = new ArrayList<>();
        group.fireLazyEventOnEachListener(() -> all, (listener, found) -> found.add(listener));
        List<T> others = all.stream().filter(listener -> !isOurs(listener)).toList();
        if (others.size() < all.size()) {
            joined.add(new Joined<>(group, List.copyOf(all), others));
        }
    }

    private static boolean isOurs(Object listener) {
        return listener.getClass().getName().startsWith("io.audittrail.hibernate.");
    }

    void set(boolean on) {
        joined.forEach(each -> set(each, on));
    }

    private static <T> void set(Joined<T> each, boolean on) {
        each.set(on ? each.all() : each.others());
    }
}
