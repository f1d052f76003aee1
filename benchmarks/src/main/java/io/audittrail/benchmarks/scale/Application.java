package io.audittrail.benchmarks.scale;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.application.Starter;
import io.audittrail.benchmarks.application.StatementCount;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.ProjectColumns;
import io.audittrail.benchmarks.workload.TeamColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/** A Spring Boot application with our starter and a database of its own, audited or not. */
record Application(ConfigurableApplicationContext context) implements AutoCloseable {

    static final Model MODEL = new Model(
            new Model.Kind<>(Project.class, Project::new), new Model.Kind<>(Team.class, Team::new), Model.Told.NOTHING);

    /** The entity with twelve attributes. */
    @Entity(name = "Project")
    static class Project extends ProjectColumns {}

    /** The same, in another table, which is emptied again and again. */
    @Entity(name = "Import")
    static class Import extends ProjectColumns {}

    /** Is there because each model has one. */
    @Entity(name = "Team")
    static class Team extends TeamColumns {}

    static Application plain(Login database) {
        return start(database, List.of("audit.enabled=false"));
    }

    /** @param settings as {@code name=value} */
    static Application audited(Login database, Path log, String... settings) {
        return start(database, with(log, settings));
    }

    /** Such a one whose statements are counted where they reach the driver, by a {@link StatementCount}. */
    static Application counted(Login database, Path log, String... settings) {
        return start(database, with(log, settings), Counting.class);
    }

    private static List<String> with(Path log, String... settings) {
        List<String> all = new ArrayList<>(Arrays.asList(settings));
        all.add("audit.ledger.directory=" + log);
        all.add("audit.ledger.stream=scale");
        all.add("audit.ledger.compress=false"); // Nobody else is at work.
        return all;
    }

    private static Application start(Login database, List<String> settings, Class<?>... more) {
        List<String> all = new ArrayList<>(settings);
        all.add("spring.jpa.properties.hibernate.integration.envers.enabled=false");
        all.add("logging.level.root=error");
        List<Class<?>> sources = new ArrayList<>(List.of(Beans.class));
        sources.addAll(Arrays.asList(more));
        return new Application(Starter.start(database, all, sources.toArray(Class[]::new)));
    }

    EntityManagerFactory factory() {
        return context.getBean(EntityManagerFactory.class);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Beans {

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(
                    Project.class.getName(),
                    Import.class.getName(),
                    Team.class.getName(),
                    ProjectColumns.class.getName(),
                    TeamColumns.class.getName());
        }

        @Bean
        ActorResolver actor() {
            Actor alice = Actor.user("alice");
            return () -> alice;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Counting {

        @Bean
        static StatementCount statements() {
            return new StatementCount();
        }

        /** Below the pool, whose connections are kept. */
        @Bean
        static BeanPostProcessor countedPool(ObjectProvider<StatementCount> statements) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    if (bean instanceof HikariDataSource pool) {
                        pool.setDataSource(new Counted(pool, statements.getObject()));
                    }
                    return bean;
                }
            };
        }
    }

    /** Makes the connections of a pool. */
    private static final class Counted extends DriverManagerDataSource {

        private final StatementCount statements;

        Counted(HikariDataSource pool, StatementCount statements) {
            super(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
            this.statements = statements;
        }

        @Override
        protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
            return statements.counted(super.getConnectionFromDriver(properties));
        }
    }
}
