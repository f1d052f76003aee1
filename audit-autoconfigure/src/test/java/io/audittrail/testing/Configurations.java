package io.audittrail.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

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

    private static Class<?> type(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
