package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.plain.Project;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Model.Told;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A listener that logs with Logback and LogstashEncoder. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Project.class)
class NaiveConfiguration {

    @Bean
    Model model() {
        return PlainEntities.model(Told.NOTHING);
    }

    @Bean(destroyMethod = "close")
    NaiveLog auditData(EntityManagerFactory factory, Environment environment) {
        NaiveLog log = new NaiveLog(CommonConfiguration.scratch(environment));
        NaiveListener listener = new NaiveListener(log.logger());
        EventListenerRegistry listeners =
                factory.unwrap(SessionFactoryImplementor.class).getEventListenerRegistry();
        listeners.appendListeners(EventType.POST_INSERT, listener);
        listeners.appendListeners(EventType.POST_UPDATE, listener);
        listeners.appendListeners(EventType.POST_DELETE, listener);
        return log;
    }
}
