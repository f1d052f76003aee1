package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.audittrail.ledger.LedgerSettings;
import io.audittrail.postgres.TriggerSettings;
import io.audittrail.transaction.StatementPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every setting, as operators give it: by an environment variable. */
class AuditPropertiesTests {

    /** A setting, its variable, a value that is not the default, and what becomes of it. */
    record Setting(
            String name,
            String variable,
            String value,
            Function<AuditProperties, @Nullable Object> read,
            Object bound) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Setting> SETTINGS = List.of(
            new Setting("audit.enabled", "AUDIT_ENABLED", "off", p -> p.enabled(), false),
            new Setting(
                    "audit.persistence-units",
                    "AUDIT_PERSISTENCEUNITS",
                    "sam, other",
                    p -> p.persistenceUnits(),
                    List.of("sam", "other")),
            new Setting(
                    "audit.entities.mode",
                    "AUDIT_ENTITIES_MODE",
                    "ignored",
                    p -> p.entities().mode(),
                    AuditProperties.Mode.IGNORED),
            new Setting(
                    "audit.entities.include",
                    "AUDIT_ENTITIES_INCLUDE",
                    "Project,io.acme.*",
                    p -> p.entities().include(),
                    List.of("Project", "io.acme.*")),
            new Setting("audit.allow-pause", "AUDIT_ALLOWPAUSE", "true", p -> p.allowPause(), true),
            new Setting(
                    "audit.on-failure",
                    "AUDIT_ONFAILURE",
                    "closed",
                    p -> p.onFailure(),
                    AuditProperties.OnFailure.CLOSED),
            new Setting(
                    "audit.ledger.max-lag",
                    "AUDIT_LEDGER_MAXLAG",
                    "5m",
                    p -> p.ledger().maxLag(),
                    Duration.ofMinutes(5)),
            new Setting(
                    "audit.entities.exclude",
                    "AUDIT_ENTITIES_EXCLUDE",
                    "ApiCredentials",
                    p -> p.entities().exclude(),
                    List.of("ApiCredentials")),
            new Setting(
                    "audit.reads.entities",
                    "AUDIT_READS_ENTITIES",
                    "ApiCredentials",
                    p -> p.reads().entities(),
                    List.of("ApiCredentials")),
            new Setting(
                    "audit.properties.mask",
                    "AUDIT_PROPERTIES_MASK",
                    "api key,User.phone",
                    p -> p.properties().mask(),
                    List.of("api key", "User.phone")),
            new Setting(
                    "audit.properties.exclude",
                    "AUDIT_PROPERTIES_EXCLUDE_0",
                    "notes",
                    p -> p.properties().exclude(),
                    List.of("notes")),
            new Setting(
                    "audit.values.max-length",
                    "AUDIT_VALUES_MAXLENGTH",
                    "100",
                    p -> p.values().maxLength(),
                    100),
            new Setting(
                    "audit.jdbc.enabled",
                    "AUDIT_JDBC_ENABLED",
                    "false",
                    p -> p.jdbc().enabled(),
                    false),
            new Setting(
                    "audit.jdbc.tables",
                    "AUDIT_JDBC_TABLES",
                    "a,b.c",
                    p -> p.jdbc().tables(),
                    List.of("a", "b.c")),
            new Setting(
                    "audit.statements.mode",
                    "AUDIT_STATEMENTS_MODE",
                    "reject",
                    p -> p.statements().mode(),
                    StatementPolicy.Mode.REJECT),
            new Setting(
                    "audit.stateless.old-values",
                    "AUDIT_STATELESS_OLDVALUES",
                    "omit",
                    p -> p.stateless().oldValues(),
                    AuditProperties.OldValues.OMIT),
            new Setting(
                    "audit.actor.claim",
                    "AUDIT_ACTOR_CLAIM",
                    "email",
                    p -> p.actor().claim(),
                    "email"),
            new Setting(
                    "audit.auditor-aware.enabled",
                    "AUDIT_AUDITORAWARE_ENABLED",
                    "true",
                    p -> p.auditorAware().enabled(),
                    true),
            new Setting(
                    "audit.context.mdc",
                    "AUDIT_CONTEXT_MDC",
                    "traceId,tenant",
                    p -> p.context().mdc(),
                    List.of("traceId", "tenant")),
            new Setting(
                    "audit.context.request",
                    "AUDIT_CONTEXT_REQUEST",
                    "false",
                    p -> p.context().request(),
                    false),
            new Setting(
                    "audit.delivery",
                    "AUDIT_DELIVERY",
                    "guaranteed",
                    AuditProperties::delivery,
                    AuditProperties.Delivery.GUARANTEED),
            new Setting(
                    "audit.outbox.drain",
                    "AUDIT_OUTBOX_DRAIN",
                    "leader",
                    p -> p.outbox().drain(),
                    AuditProperties.Drain.LEADER),
            new Setting(
                    "audit.outbox.lease",
                    "AUDIT_OUTBOX_LEASE",
                    "5m",
                    p -> p.outbox().lease(),
                    Duration.ofMinutes(5)),
            new Setting(
                    "audit.outbox.initialize-schema",
                    "AUDIT_OUTBOX_INITIALIZESCHEMA",
                    "always",
                    p -> p.outbox().initializeSchema(),
                    AuditProperties.InitializeSchema.ALWAYS),
            new Setting(
                    "audit.postgres.triggers.enabled",
                    "AUDIT_POSTGRES_TRIGGERS_ENABLED",
                    "on",
                    p -> p.postgres().triggers().enabled(),
                    true),
            new Setting(
                    "audit.postgres.triggers.layout",
                    "AUDIT_POSTGRES_TRIGGERS_LAYOUT",
                    "shadow",
                    p -> p.postgres().triggers().layout(),
                    TriggerSettings.Layout.SHADOW),
            new Setting(
                    "audit.postgres.triggers.schema-action",
                    "AUDIT_POSTGRES_TRIGGERS_SCHEMAACTION",
                    "write",
                    p -> p.postgres().triggers().schemaAction(),
                    AuditProperties.SchemaAction.WRITE),
            new Setting(
                    "audit.postgres.triggers.migrations",
                    "AUDIT_POSTGRES_TRIGGERS_MIGRATIONS",
                    "migrations",
                    p -> p.postgres().triggers().migrations(),
                    "migrations"),
            new Setting(
                    "audit.postgres.triggers.names.companion",
                    "AUDIT_POSTGRES_TRIGGERS_NAMES_COMPANION",
                    "{table}_history",
                    p -> p.postgres().triggers().names().companion(),
                    "{table}_history"),
            new Setting(
                    "audit.postgres.triggers.names.function",
                    "AUDIT_POSTGRES_TRIGGERS_NAMES_FUNCTION",
                    "history_{name}",
                    p -> p.postgres().triggers().names().function(),
                    "history_{name}"),
            new Setting(
                    "audit.postgres.triggers.names.trigger",
                    "AUDIT_POSTGRES_TRIGGERS_NAMES_TRIGGER",
                    "history_{name}",
                    p -> p.postgres().triggers().names().trigger(),
                    "history_{name}"),
            new Setting(
                    "audit.postgres.triggers.session-settings",
                    "AUDIT_POSTGRES_TRIGGERS_SESSIONSETTINGS_TENANT_REQUIRED",
                    "true",
                    p -> p.postgres().triggers().sessionSettings(),
                    Map.of("tenant", new AuditProperties.SessionSetting("text", true))),
            new Setting(
                    "audit.postgres.triggers.reconcile-every",
                    "AUDIT_POSTGRES_TRIGGERS_RECONCILEEVERY",
                    "10m",
                    p -> p.postgres().triggers().reconcileEvery(),
                    Duration.ofMinutes(10)),
            new Setting(
                    "audit.postgres.triggers.application",
                    "AUDIT_POSTGRES_TRIGGERS_APPLICATION",
                    "allocations",
                    p -> p.postgres().triggers().application(),
                    "allocations"),
            new Setting(
                    "audit.tables.enabled",
                    "AUDIT_TABLES_ENABLED",
                    "true",
                    p -> p.tables().enabled(),
                    true),
            new Setting(
                    "audit.tables.schema",
                    "AUDIT_TABLES_SCHEMA",
                    "history",
                    p -> p.tables().schema(),
                    "history"),
            new Setting(
                    "audit.tables.transaction",
                    "AUDIT_TABLES_TRANSACTION",
                    "history_tx",
                    p -> p.tables().transaction(),
                    "history_tx"),
            new Setting(
                    "audit.tables.activity",
                    "AUDIT_TABLES_ACTIVITY",
                    "history",
                    p -> p.tables().activity(),
                    "history"),
            new Setting(
                    "audit.tables.retention.max-age",
                    "AUDIT_TABLES_RETENTION_MAXAGE",
                    "400d",
                    p -> p.tables().retention().maxAge(),
                    Duration.ofDays(400)),
            new Setting(
                    "audit.tables.retention.batch-size",
                    "AUDIT_TABLES_RETENTION_BATCHSIZE",
                    "50",
                    p -> p.tables().retention().batchSize(),
                    50),
            new Setting(
                    "audit.tables.initialize-schema",
                    "AUDIT_TABLES_INITIALIZESCHEMA",
                    "never",
                    p -> p.tables().initializeSchema(),
                    AuditProperties.InitializeSchema.NEVER),
            new Setting(
                    "audit.tables.entities",
                    "AUDIT_TABLES_ENTITIES",
                    "true",
                    p -> p.tables().entities(),
                    true),
            new Setting(
                    "audit.tables.actor-entity",
                    "AUDIT_TABLES_ACTORENTITY",
                    "User",
                    p -> p.tables().actorEntity(),
                    "User"),
            new Setting(
                    "audit.tables.actor-attribute",
                    "AUDIT_TABLES_ACTORATTRIBUTE",
                    "username",
                    p -> p.tables().actorAttribute(),
                    "username"),
            new Setting(
                    "audit.ledger.enabled",
                    "AUDIT_LEDGER_ENABLED",
                    "false",
                    p -> p.ledger().enabled(),
                    false),
            new Setting(
                    "audit.ledger.directory",
                    "AUDIT_LEDGER_DIRECTORY",
                    "/var/log/audit",
                    p -> p.ledger().directory(),
                    "/var/log/audit"),
            new Setting("audit.ledger.stream", "AUDIT_LEDGER_STREAM", "web-1", p -> p.ledger().stream(), "web-1"),
            new Setting(
                    "audit.ledger.max-segment-size",
                    "AUDIT_LEDGER_MAXSEGMENTSIZE",
                    "5MB",
                    p -> p.ledger().maxSegmentSize(),
                    DataSize.ofMegabytes(5)),
            new Setting(
                    "audit.ledger.max-segment-age",
                    "AUDIT_LEDGER_MAXSEGMENTAGE",
                    "12h",
                    p -> p.ledger().maxSegmentAge(),
                    Duration.ofHours(12)),
            new Setting(
                    "audit.ledger.compress",
                    "AUDIT_LEDGER_COMPRESS",
                    "false",
                    p -> p.ledger().compress(),
                    false),
            new Setting(
                    "audit.ledger.retention.max-age",
                    "AUDIT_LEDGER_RETENTION_MAXAGE",
                    "365d",
                    p -> p.ledger().retention().maxAge(),
                    Duration.ofDays(365)),
            new Setting(
                    "audit.ledger.retention.max-size",
                    "AUDIT_LEDGER_RETENTION_MAXSIZE",
                    "5GB",
                    p -> p.ledger().retention().maxSize(),
                    DataSize.ofGigabytes(5)),
            new Setting(
                    "audit.ledger.fsync",
                    "AUDIT_LEDGER_FSYNC",
                    "group",
                    p -> p.ledger().fsync(),
                    LedgerSettings.Fsync.GROUP),
            new Setting(
                    "audit.ledger.max-queue-size",
                    "AUDIT_LEDGER_MAXQUEUESIZE",
                    "1MB",
                    p -> p.ledger().maxQueueSize(),
                    DataSize.ofMegabytes(1)),
            new Setting(
                    "audit.ledger.min-free-space",
                    "AUDIT_LEDGER_MINFREESPACE",
                    "0",
                    p -> p.ledger().minFreeSpace(),
                    DataSize.ofBytes(0)),
            new Setting(
                    "audit.checkpoints.file",
                    "AUDIT_CHECKPOINTS_FILE",
                    "/mnt/audit/checkpoints",
                    p -> p.checkpoints().file(),
                    "/mnt/audit/checkpoints"),
            new Setting(
                    "audit.checkpoints.log",
                    "AUDIT_CHECKPOINTS_LOG",
                    "true",
                    p -> p.checkpoints().log(),
                    true),
            new Setting(
                    "audit.checkpoints.key",
                    "AUDIT_CHECKPOINTS_KEY",
                    "/run/secrets/audit-key.pem",
                    p -> p.checkpoints().key(),
                    "/run/secrets/audit-key.pem"),
            new Setting(
                    "audit.mirror.enabled",
                    "AUDIT_MIRROR_ENABLED",
                    "true",
                    p -> p.mirror().enabled(),
                    true),
            new Setting(
                    "audit.mirror.format",
                    "AUDIT_MIRROR_FORMAT",
                    "line",
                    p -> p.mirror().format(),
                    AuditProperties.Format.LINE),
            new Setting(
                    "audit.endpoint.record-reads",
                    "AUDIT_ENDPOINT_RECORDREADS",
                    "false",
                    p -> p.endpoint().recordReads(),
                    false),
            new Setting(
                    "audit.trail.aliases",
                    "AUDIT_TRAIL_ALIASES",
                    "Projekt=Project,Project.titel=title",
                    p -> p.trail().byOldName(),
                    Map.of("Projekt", "Project", "Project.titel", "title")));

    @ParameterizedTest
    @FieldSource("SETTINGS")
    void worksAsAnEnvironmentVariable(Setting setting) {
        assertThat(setting.read().apply(AuditProperties.defaults())).isNotEqualTo(setting.bound());
        assertThat(setting.read().apply(bind(setting.variable(), setting.value(), neededBy(setting.name()))))
                .isEqualTo(setting.bound());
    }

    private static Map<String, Object> neededBy(String setting) {
        return switch (setting) {
            case "audit.ledger.enabled" -> Map.of("AUDIT_TABLES_ENABLED", "true");
            case "audit.tables.actor-entity" -> Map.of("AUDIT_TABLES_ACTORATTRIBUTE", "username");
            case "audit.tables.actor-attribute" -> Map.of("AUDIT_TABLES_ACTORENTITY", "User");
            case "audit.postgres.triggers.enabled" -> Map.of("AUDIT_TABLES_ENABLED", "true");
            case "audit.postgres.triggers.reconcile-every" ->
                Map.of("AUDIT_TABLES_ENABLED", "true", "AUDIT_POSTGRES_TRIGGERS_ENABLED", "true");
            default -> Map.of();
        };
    }

    @Test
    void everySettingOfTheMetadataIsTestedHereAndDescribed() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            JsonNode properties = JsonMapper.shared().readTree(metadata).path("properties");
            List<JsonNode> all = StreamSupport.stream(properties.spliterator(), false)
                    .filter(property -> property.path("name").asString().startsWith("audit."))
                    .toList();
            assertThat(all)
                    .allSatisfy(
                            property -> assertThat(property.path("description").asString(""))
                                    .as(property.toString())
                                    .endsWith("."));
            Stream<String> tested = SETTINGS.stream().map(Setting::name);
            assertThat(all.stream().map(property -> property.path("name").asString()))
                    .containsExactlyInAnyOrderElementsOf(new TreeSet<>(tested.toList()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AUDIT_ENABLED, perhaps, audit.enabled",
        "AUDIT_ENTITIES_MODE, some, audit.entities.mode",
        "AUDIT_ONFAILURE, ajar, audit.on-failure",
        "AUDIT_ALLOWPAUSE, sometimes, audit.allow-pause",
        "AUDIT_LEDGER_MAXLAG, -1s, audit.ledger.max-lag",
        "AUDIT_VALUES_MAXLENGTH, 63, audit.values.max-length",
        "AUDIT_VALUES_MAXLENGTH, long, audit.values.max-length",
        "AUDIT_JDBC_ENABLED, perhaps, audit.jdbc.enabled",
        "AUDIT_STATEMENTS_MODE, perhaps, audit.statements.mode",
        "AUDIT_STATELESS_OLDVALUES, guess, audit.stateless.old-values",
        "AUDIT_AUDITORAWARE_ENABLED, perhaps, audit.auditor-aware.enabled",
        "AUDIT_CONTEXT_REQUEST, perhaps, audit.context.request",
        "AUDIT_DELIVERY, sometimes, audit.delivery",
        "AUDIT_OUTBOX_DRAIN, nobody, audit.outbox.drain",
        "AUDIT_OUTBOX_LEASE, 999ms, audit.outbox.lease",
        "AUDIT_OUTBOX_LEASE, 366d, audit.outbox.lease",
        "AUDIT_OUTBOX_INITIALIZESCHEMA, perhaps, audit.outbox.initialize-schema",
        "AUDIT_TABLES_ENABLED, perhaps, audit.tables.enabled",
        "AUDIT_TABLES_SCHEMA, a.b, audit.tables.schema",
        "AUDIT_TABLES_TRANSACTION, a-b, audit.tables.transaction",
        "AUDIT_TABLES_ACTIVITY, 1st, audit.tables.activity",
        "AUDIT_TABLES_ACTIVITY, AUDIT_TRANSACTION, audit.tables.activity",
        "AUDIT_TABLES_RETENTION_MAXAGE, 0s, audit.tables.retention.max-age",
        "AUDIT_TABLES_RETENTION_BATCHSIZE, 0, audit.tables.retention.batch-size",
        "AUDIT_TABLES_INITIALIZESCHEMA, perhaps, audit.tables.initialize-schema",
        "AUDIT_TABLES_ENTITIES, perhaps, audit.tables.entities",
        "AUDIT_TABLES_ACTORENTITY, User, audit.tables.actor-entity",
        "AUDIT_TABLES_ACTORATTRIBUTE, username, audit.tables.actor-attribute",
        "AUDIT_POSTGRES_TRIGGERS_ENABLED, perhaps, audit.postgres.triggers.enabled",
        "AUDIT_POSTGRES_TRIGGERS_ENABLED, true, audit.postgres.triggers.enabled",
        "AUDIT_POSTGRES_TRIGGERS_LAYOUT, xml, audit.postgres.triggers.layout",
        "AUDIT_POSTGRES_TRIGGERS_SCHEMAACTION, drop, audit.postgres.triggers.schema-action",
        "AUDIT_POSTGRES_TRIGGERS_MIGRATIONS, ' ', audit.postgres.triggers.migrations",
        "AUDIT_POSTGRES_TRIGGERS_NAMES_COMPANION, audit, audit.postgres.triggers.names.companion",
        "AUDIT_POSTGRES_TRIGGERS_NAMES_FUNCTION, audit, audit.postgres.triggers.names.function",
        "AUDIT_POSTGRES_TRIGGERS_NAMES_TRIGGER, audit, audit.postgres.triggers.names.trigger",
        "AUDIT_POSTGRES_TRIGGERS_RECONCILEEVERY, 0s, audit.postgres.triggers.reconcile-every",
        "AUDIT_POSTGRES_TRIGGERS_RECONCILEEVERY, 10m, audit.postgres.triggers.reconcile-every",
        "AUDIT_POSTGRES_TRIGGERS_SESSIONSETTINGS_TX_TYPE, text, audit.postgres.triggers.session-settings",
        "AUDIT_LEDGER_ENABLED, perhaps, audit.ledger.enabled",
        "AUDIT_LEDGER_ENABLED, false, audit.ledger.enabled",
        "AUDIT_LEDGER_DIRECTORY, ' ', audit.ledger.directory",
        "AUDIT_LEDGER_STREAM, a/b, audit.ledger.stream",
        "AUDIT_LEDGER_STREAM, -a, audit.ledger.stream",
        "AUDIT_LEDGER_MAXSEGMENTSIZE, 4095B, audit.ledger.max-segment-size",
        "AUDIT_LEDGER_MAXSEGMENTSIZE, big, audit.ledger.max-segment-size",
        "AUDIT_LEDGER_MAXSEGMENTAGE, 999ms, audit.ledger.max-segment-age",
        "AUDIT_LEDGER_COMPRESS, perhaps, audit.ledger.compress",
        "AUDIT_LEDGER_RETENTION_MAXAGE, 999ms, audit.ledger.retention.max-age",
        "AUDIT_LEDGER_RETENTION_MAXAGE, 365001d, audit.ledger.retention.max-age",
        "AUDIT_LEDGER_RETENTION_MAXSIZE, 99MB, audit.ledger.retention.max-size",
        "AUDIT_CHECKPOINTS_FILE, ' ', audit.checkpoints.file",
        "AUDIT_CHECKPOINTS_LOG, perhaps, audit.checkpoints.log",
        "AUDIT_CHECKPOINTS_KEY, ' ', audit.checkpoints.key",
        "AUDIT_LEDGER_FSYNC, always, audit.ledger.fsync",
        "AUDIT_LEDGER_MAXQUEUESIZE, -1B, audit.ledger.max-queue-size",
        "AUDIT_LEDGER_MINFREESPACE, -1B, audit.ledger.min-free-space",
        "AUDIT_MIRROR_ENABLED, perhaps, audit.mirror.enabled",
        "AUDIT_MIRROR_FORMAT, xml, audit.mirror.format",
        "AUDIT_TRAIL_ALIASES, Projekt, audit.trail.aliases",
        "AUDIT_TRAIL_ALIASES, Projekt=, audit.trail.aliases"
    })
    void aWrongValueIsRefusedAndTheSettingNamed(String variable, String value, String setting) {
        assertRefused(variable, value, Map.of(), setting);
    }

    @Test
    void whatNeedsTheLogIsRefusedWithoutIt() {
        Map<String, Object> tablesAlone = Map.of("AUDIT_LEDGER_ENABLED", "false", "AUDIT_TABLES_ENABLED", "true");
        assertRefused("AUDIT_DELIVERY", "guaranteed", tablesAlone, "audit.delivery");
        assertRefused("AUDIT_MIRROR_ENABLED", "true", tablesAlone, "audit.mirror.enabled");
        assertRefused("AUDIT_CHECKPOINTS_FILE", "heads", tablesAlone, "audit.checkpoints.file");
    }

    @Test
    void comparingLogAndTriggersNeedsBoth() {
        String setting = "audit.postgres.triggers.reconcile-every";
        String variable = "AUDIT_POSTGRES_TRIGGERS_RECONCILEEVERY";
        Map<String, Object> both = Map.of("AUDIT_TABLES_ENABLED", "true", "AUDIT_POSTGRES_TRIGGERS_ENABLED", "true");
        Map<String, Object> companions = new HashMap<>(both);
        companions.put("AUDIT_POSTGRES_TRIGGERS_LAYOUT", "shadow");
        Map<String, Object> noLog = new HashMap<>(both);
        noLog.put("AUDIT_LEDGER_ENABLED", "false");

        assertRefused(variable, "10m", companions, setting);
        assertRefused(variable, "10m", noLog, setting);
        assertThat(bind(variable, "10m", both).postgres().triggers().reconcileEvery())
                .isEqualTo(Duration.ofMinutes(10));
    }

    private static void assertRefused(String variable, String value, Map<String, Object> others, String setting) {
        Throwable refusal = catchThrowable(() -> bind(variable, value, others));
        assertThat(refusal).isInstanceOf(BindException.class);
        String named = NestedExceptionUtils.getMostSpecificCause(refusal)
                        instanceof InvalidConfigurationPropertyValueException invalid
                ? invalid.getName()
                : ((BindException) refusal).getName().toString();
        assertThat(named).isEqualTo(setting);
    }

    private static AuditProperties bind(String variable, String value, Map<String, Object> others) {
        Map<String, Object> variables = new HashMap<>(others);
        variables.put(variable, value);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("audit", AuditProperties.class);
    }
}
