package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

@SampleTest
class DatabasesTests {

    @Autowired
    @Qualifier("samEntityManagerFactory")
    private EntityManagerFactory sam;

    @Autowired
    @Qualifier("systemStatusEntityManagerFactory")
    private EntityManagerFactory systemStatus;

    @Autowired
    private ApplicationContext context;

    @Test
    void eachDatabaseHasItsOwnEntitiesAndNoOthers() {
        assertThat(entities(sam))
                .contains("Project", "User", "Allocation", "ApiCredentials")
                .doesNotContainAnyElementsOf(entities(systemStatus));
        assertThat(entities(systemStatus)).containsExactlyInAnyOrder("SystemOutage", "QueueStatus", "NodeStatus");
    }

    @Test
    void theUnitsAreNamedAsTheDatabases() {
        assertThat(sam.getName()).isEqualTo("sam");
        assertThat(systemStatus.getName()).isEqualTo("system_status");
    }

    @Test
    void eachDatabaseHasItsOwnTransactions() {
        assertThat(context.getBeansOfType(PlatformTransactionManager.class))
                .containsOnlyKeys("samTransactionManager", "systemStatusTransactionManager");
    }

    private static List<String> entities(EntityManagerFactory unit) {
        return unit.getMetamodel().getEntities().stream()
                .map(EntityType::getName)
                .toList();
    }
}
