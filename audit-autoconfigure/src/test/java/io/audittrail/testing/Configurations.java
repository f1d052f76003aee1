package io.audittrail.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/** The auto-configurations as an application has them. */
public final class Configurations {

    private Configurations() {}

    /** Those of a database and a unit, and all of ours. */
    public static Class<?>[] ofAnAuditedUnit() {
        List<Class<?>> all = new ArrayList<>(List.of(
                DataSourceAutoConfiguration.class,
                HibernateJpaAutoConfiguration.class,
                TransactionAutoConfiguration.class));
        ClassLoader loader = Configurations.class.getClassLoader();
        StreamSupport.stream(
                        ImportCandidates.load(AutoConfiguration.class, loader).spliterator(), false)
                .filter(name -> name.startsWith("io.audittrail."))
                .forEach(name -> all.add(type(name, loader)));
        return all.toArray(Class<?>[]::new);
    }

    /**
     * Starts an application that has nothing else.
     *
     * @param context with its settings, and what it has of its own
     * @param entities those of the unit
     */
    public static void start(
            AnnotationConfigApplicationContext context,
            Supplier<HikariDataSource> database,
            Collection<Class<?>> entities) {
        context.registerBean(HikariDataSource.class, database);
        context.registerBean(
                PersistenceManagedTypes.class,
                () -> PersistenceManagedTypes.of(
                        entities.stream().map(Class::getName).toArray(String[]::new)));
        start(context);
    }

    /** The same, of which also the database and the entities are there. Where it does not start, nothing of it stays open. */
    public static void start(AnnotationConfigApplicationContext context) {
        context.register(ofAnAuditedUnit());
        try {
            context.refresh();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static Class<?> type(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
