package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.application.Starter;
import io.audittrail.benchmarks.workload.Model;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.springframework.context.ConfigurableApplicationContext;

/** A Spring Boot application in which nothing but the contender differs from the others'. */
final class Application implements AutoCloseable {

    /** Enough for two threads and what goes on behind them; a server has a hundred, for all contenders. */
    private static final int CONNECTIONS = 5;

    private final ConfigurableApplicationContext context;

    private Application(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Application start(Contender contender, Login database, Path scratch) {
        if (!contender.runsOnH2() && !database.isPostgres()) {
            throw new IllegalArgumentException(contender + " exists for PostgreSQL only");
        }
        return start(Wiring.of(contender), database, scratch);
    }

    /** @throws IllegalStateException when others than the contender listen to changes, or the contender does not */
    static Application start(Wiring wiring, Login database, Path scratch) {
        Application application = new Application(
                Starter.start(database, settings(wiring, scratch), CommonConfiguration.class, wiring.configuration()));
        Set<String> listeners = application.listeners();
        if (!listeners.equals(wiring.listeners())) {
            application.close();
            throw new IllegalStateException(
                    "Changes should be heard of by " + wiring.listeners() + ", and are by " + listeners);
        }
        return application;
    }

    private static List<String> settings(Wiring wiring, Path scratch) {
        List<String> settings = new ArrayList<>(List.of(
                "spring.application.name=benchmark",
                "spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
                "logging.level.root=warn",
                "audit.ledger.directory=" + scratch.resolve("audit-log"),
                CommonConfiguration.SCRATCH + "=" + scratch));
        settings.addAll(wiring.settings());
        return settings;
    }

    EntityManagerFactory factory() {
        return context.getBean(EntityManagerFactory.class);
    }

    Model model() {
        return context.getBean(Model.class);
    }

    Tables tables() {
        return context.getBean(Tables.class);
    }

    AuditData auditData() {
        return context.getBean(AuditData.class);
    }

    CountingDataSource dataSource() {
        return context.getBean(CommonConfiguration.Counting.class).source();
    }

    /** For all connections from now on. */
    String synchronousCommit(boolean on) throws SQLException {
        tables().setSynchronousCommit(on);
        dataSource().forgetConnections();
        return tables().synchronousCommit();
    }

    @Override
    public void close() {
        context.close();
    }

    /** The packages of those who hear of changes, beside Hibernate's own. */
    private Set<String> listeners() {
        EventListenerRegistry listeners =
                factory().unwrap(SessionFactoryImplementor.class).getEventListenerRegistry();
        Set<String> found = new TreeSet<>();
        addOwners(listeners.getEventListenerGroup(EventType.POST_INSERT), found);
        addOwners(listeners.getEventListenerGroup(EventType.POST_UPDATE), found);
        addOwners(listeners.getEventListenerGroup(EventType.POST_DELETE), found);
        found.remove("org.hibernate.event");
        return found;
    }

    private static <T> void addOwners(EventListenerGroup<T> listeners, Set<String> owners) {
        listeners.fireEventOnEachListener(owners, (listener, into) -> into.add(owner(listener)));
    }

    /** The first three parts of its package's name. */
    private static String owner(Object listener) {
        String[] parts = listener.getClass().getPackageName().split("\\.");
        return String.join(".", List.of(parts).subList(0, Math.min(3, parts.length)));
    }
}
