package io.audittrail.benchmarks.contender;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a contender gets into the application.
 *
 * @param settings as any application would have them
 * @param listeners the packages that have listeners for changes, beside Hibernate's own
 */
record Wiring(Class<?> configuration, List<String> settings, Set<String> listeners) {

    /** It joins every factory that it finds. */
    private static final String WITHOUT_ENVERS = "spring.jpa.properties.hibernate.integration.envers.enabled=false";

    private static final String[] TABLES = {
        "audit.tables.enabled=true", "audit.tables.initialize-schema=always", "audit.ledger.enabled=false"
    };

    static Wiring of(Contender contender) {
        return switch (contender) {
            case NONE, NONE_AGAIN -> other(NoneConfiguration.class);
            case DIRECT -> ours();
            case FSYNC_GROUP -> ours("audit.ledger.fsync=group");
            case GUARANTEED -> ours("audit.delivery=guaranteed", "audit.outbox.initialize-schema=always");
            case TABLES -> ours(TABLES);
            case TRIGGERS ->
                ours(Stream.concat(
                                Stream.of(TABLES),
                                Stream.of(
                                        "audit.postgres.triggers.enabled=true",
                                        "audit.postgres.triggers.schema-action=apply"))
                        .toArray(String[]::new));
            case ENVERS ->
                new Wiring(EnversConfiguration.class, List.of("audit.enabled=false"), Set.of("org.hibernate.envers"));
            case HIBERNATE_AUDITED -> other(HibernateAuditedConfiguration.class);
            case JAVERS -> other(JaversConfiguration.class);
            case TRIGGER -> other(TriggerConfiguration.class);
            case NAIVE -> other(NaiveConfiguration.class, "io.audittrail.benchmarks");
        };
    }

    private static Wiring ours(String... settings) {
        List<String> all = Stream.concat(Stream.of("audit.context.request=false", WITHOUT_ENVERS), Stream.of(settings))
                .toList();
        return new Wiring(OursConfiguration.class, all, Set.of("io.audittrail.hibernate"));
    }

    private static Wiring other(Class<?> configuration, String... listeners) {
        return new Wiring(configuration, List.of("audit.enabled=false", WITHOUT_ENVERS), Set.of(listeners));
    }
}
