package io.audittrail.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
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
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A Spring Boot application in which nothing but the contender differs from the others'. */
final class Application implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Application(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @throws IllegalStateException when somebody else than the contender listens to changes, or the contender does not */
    static Application start(Contender contender, Database database, Path scratch) {
        if (!contender.runsOnH2() && !database.isPostgres()) {
            throw new IllegalArgumentException(contender + " exists for PostgreSQL only");
        }
        ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        CommonConfiguration.class, Wiring.of(contender).configuration())
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run(arguments(contender, database, scratch));
        Application application = new Application(context);
        application.requireListenersOf(contender);
        return application;
    }

    private static String[] arguments(Contender contender, Database database, Path scratch) {
        List<String> settings = new ArrayList<>(List.of(
                "spring.application.name=benchmark",
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password(),
                "spring.jpa.hibernate.ddl-auto=create",
                "logging.level.root=warn",
                "audit.ledger.directory=" + scratch.resolve("audit-log"),
                CommonConfiguration.SCRATCH + "=" + scratch));
        settings.addAll(Wiring.of(contender).settings());
        return settings.stream().map(setting -> "--" + setting).toArray(String[]::new);
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
        return context.getBean(CountingDataSource.class);
    }

    /** For all connections from now on. */
    String synchronousCommit(boolean on) throws SQLException {
        tables().setSynchronousCommit(on);
        dataSource().unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        return tables().synchronousCommit();
    }

    @Override
    public void close() {
        context.close();
    }

    private void requireListenersOf(Contender contender) {
        Set<String> expected = Wiring.of(contender).listeners();
        Set<String> found = new TreeSet<>();
        EventListenerRegistry listeners =
                factory().unwrap(SessionFactoryImplementor.class).getEventListenerRegistry();
        addOwners(listeners.getEventListenerGroup(EventType.POST_INSERT), found);
        addOwners(listeners.getEventListenerGroup(EventType.POST_UPDATE), found);
        addOwners(listeners.getEventListenerGroup(EventType.POST_DELETE), found);
        found.remove("org.hibernate.event");
        if (!found.equals(expected)) {
            close();
            throw new IllegalStateException(
                    contender + " should be heard of changes by " + expected + ", and not " + found);
        }
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
