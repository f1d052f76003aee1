package io.audittrail.benchmarks.scale;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.ProjectColumns;
import io.audittrail.benchmarks.workload.TeamColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/** A Spring Boot application with our starter and a database of its own, audited or not. */
record Application(ConfigurableApplicationContext context) implements AutoCloseable {

    static final Model MODEL = new Model(
            new Model.Kind<>(Project.class, Project::new), new Model.Kind<>(Team.class, Team::new), Model.Told.NOTHING);

    /** Where a database is, and who may enter. */
    record Database(String url, String user, String password) {

        static Database h2(String name) {
            return new Database("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
        }
    }

    /** The entity with twelve attributes. */
    @Entity(name = "Project")
    static class Project extends ProjectColumns {}

    /** The same, in another table, which is emptied again and again. */
    @Entity(name = "Import")
    static class Import extends ProjectColumns {}

    /** Is there because each model has one. */
    @Entity(name = "Team")
    static class Team extends TeamColumns {}

    static Application plain(Database database) {
        return start(database, "--audit.enabled=false");
    }

    static Application audited(Database database, Path log, String... settings) {
        List<String> arguments = new ArrayList<>(Arrays.asList(settings));
        arguments.add("--audit.ledger.directory=" + log);
        arguments.add("--audit.ledger.stream=scale");
        arguments.add("--audit.ledger.compress=false"); // Nobody else is at work.
        return start(database, arguments.toArray(String[]::new));
    }

    private static Application start(Database database, String... settings) {
        List<String> arguments = new ArrayList<>(Arrays.asList(settings));
        arguments.add("--spring.datasource.url=" + database.url);
        arguments.add("--spring.datasource.username=" + database.user);
        arguments.add("--spring.datasource.password=" + database.password);
        arguments.add("--spring.jpa.hibernate.ddl-auto=create");
        arguments.add("--spring.jpa.properties.hibernate.integration.envers.enabled=false");
        arguments.add("--spring.jpa.open-in-view=false");
        arguments.add("--logging.level.root=error");
        return new Application(new SpringApplicationBuilder(Beans.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run(arguments.toArray(String[]::new)));
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
