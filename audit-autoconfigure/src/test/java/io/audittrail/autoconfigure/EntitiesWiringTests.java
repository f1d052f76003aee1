package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.hibernate.model.Article;
import io.audittrail.hibernate.model.Person;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/** Which of several units has the history as entities, and what an application is told whose settings do not fit. */
class EntitiesWiringTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(Configurations.ofAnAuditedUnit()))
            .withUserConfiguration(TwoUnits.class)
            .withPropertyValues(
                    "audit.persistence-units=sam",
                    "audit.tables.enabled=true",
                    "audit.tables.initialize-schema=always",
                    "audit.ledger.enabled=false");

    @Test
    void onlyTheAuditedUnitHasThem() {
        runner.withPropertyValues("audit.tables.entities=true").run(context -> {
            assertThat(entities(context, "sam")).contains("AuditTransaction", "AuditActivity", "Article");
            assertThat(entities(context, "status")).containsExactlyInAnyOrder("Person", "Email");
        });
    }

    @Test
    void theyAreNoPartOfWhatIsAuditedOrLeftOut() {
        runner.withPropertyValues("audit.tables.entities=true", "audit.entities.include=*")
                .run(context -> assertThat(context.getBean(AuditedTypes.class).units())
                        .singleElement()
                        .satisfies(unit -> assertThat(unit.types())
                                .extracting(UnitCoverage.Type::entity)
                                .containsExactly("Article")));
    }

    @Test
    void ofSeveralAuditedUnitsOneHasTheUsers() {
        runner.withPropertyValues(
                        "audit.persistence-units=sam,system_status",
                        "audit.tables.actor-entity=Person",
                        "audit.tables.actor-attribute=name")
                .run(context -> {
                    assertThat(entities(context, "sam")).contains("AuditActivity");
                    assertThat(entities(context, "status")).contains("AuditActivity");
                    assertThat(hasUser(context, "sam")).isFalse();
                    assertThat(hasUser(context, "status")).isTrue();
                });
    }

    @Test
    void anEntityThatNoAuditedUnitHasIsRefusedWithThoseThatThereAre() {
        runner.withPropertyValues("audit.tables.actor-entity=Person", "audit.tables.actor-attribute=name")
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("audit.tables.actor-entity: Person")
                        .containsPattern("one of: .*Article"));
    }

    @Test
    void anAttributeThatTheEntityDoesNotHaveIsRefusedWithThoseThatItHas() {
        runner.withPropertyValues("audit.tables.actor-entity=Article", "audit.tables.actor-attribute=tilte")
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("audit.tables.actor-attribute: tilte")
                        .containsPattern("one of: .*title"));
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        return Objects.requireNonNull(
                new UnknownNamesFailureAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure())));
    }

    private static List<String> entities(ApplicationContext context, String factory) {
        return context.getBean(factory, EntityManagerFactory.class).getMetamodel().getEntities().stream()
                .map(EntityType::getName)
                .toList();
    }

    private static boolean hasUser(ApplicationContext context, String factory) {
        return context.getBean(factory, EntityManagerFactory.class).getMetamodel().getEntities().stream()
                .filter(type -> type.getName().equals("AuditActivity"))
                .flatMap(type -> type.getAttributes().stream())
                .anyMatch(attribute -> attribute.getName().equals("user"));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoUnits {
        @Bean
        @Primary
        DataSource samDataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        DataSource statusDataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        @Primary
        LocalContainerEntityManagerFactoryBean sam(EntityManagerFactoryBuilder builder, DataSource samDataSource) {
            return unit(builder, samDataSource, "sam", Article.class);
        }

        @Bean
        LocalContainerEntityManagerFactoryBean status(
                EntityManagerFactoryBuilder builder, DataSource statusDataSource) {
            return unit(builder, statusDataSource, "system_status", Person.class, Person.Email.class);
        }

        private static LocalContainerEntityManagerFactoryBean unit(
                EntityManagerFactoryBuilder builder, DataSource source, String name, Class<?>... types) {
            return builder.dataSource(source)
                    .managedTypes(PersistenceManagedTypes.of(
                            List.of(types).stream().map(Class::getName).toArray(String[]::new)))
                    .persistenceUnit(name)
                    .properties(Map.of("hibernate.hbm2ddl.auto", "create-drop"))
                    .build();
        }
    }
}
