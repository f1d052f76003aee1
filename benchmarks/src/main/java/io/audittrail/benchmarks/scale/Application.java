package io.audittrail.benchmarks.scale;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.application.Starter;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.ProjectColumns;
import io.audittrail.benchmarks.workload.TeamColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
        List<String> all = new ArrayList<>(Arrays.asList(settings));
        all.add("audit.ledger.directory=" + log);
        all.add("audit.ledger.stream=scale");
        all.add("audit.ledger.compress=false"); // Nobody else is at work.
        return start(database, all);
    }

    private static Application start(Login database, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("spring.jpa.properties.hibernate.integration.envers.enabled=false");
        all.add("logging.level.root=error");
        return new Application(Starter.start(database, all, Beans.class));
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
}
