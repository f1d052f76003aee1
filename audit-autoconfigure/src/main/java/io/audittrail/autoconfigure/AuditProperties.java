package io.audittrail.autoconfigure;

import io.audittrail.hibernate.AuditRules;
import io.audittrail.ledger.LedgerSettings.Fsync;
import io.audittrail.postgres.TriggerSettings;
import io.audittrail.tables.TableNames;
import io.audittrail.transaction.StatementPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * The settings, checked when they are bound.
 *
 * @param enabled Whether changes are audited. When false, nothing is registered, opened or started.
 * @param persistenceUnits Names of the persistence units, or of their EntityManagerFactory beans, to audit. May be left
 *     out when there is just one.
 * @param delivery How records get to the log: handed to the operating system after the commit (direct), or put into a
 *     table in the transaction and taken to the log from there (guaranteed).
 * @param onFailure What becomes of a transaction whose changes cannot be recorded: it goes through, and health says so
 *     (open), or it is refused before its commit (closed).
 * @param allowPause Whether AuditContext.pause may keep changes from being recorded. That it did is.
 * @param entities Which entity types are audited.
 * @param properties Which attributes are masked or left out.
 * @param values How values are written.
 * @param stateless What is recorded of stateless sessions.
 * @param jdbc What is recorded of plain JDBC.
 * @param statements What becomes of statements that change rows without their entities being known.
 * @param actor How the actor is found.
 * @param auditorAware Spring Data's auditing.
 * @param context What is recorded of the surroundings of a change.
 * @param reads Whose loads are recorded.
 * @param outbox The table of guaranteed delivery.
 * @param tables The history in the database.
 * @param postgres What PostgreSQL can do beyond that.
 * @param ledger The log on disk.
 * @param checkpoints What vouches for the log from outside its directory.
 * @param trail How the log is read.
 * @param endpoint The endpoint audittrail.
 * @param mirror A copy of each record for the application's own logging.
 */
@ConfigurationProperties("audit")
public record AuditProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> persistenceUnits,
        @DefaultValue("direct") Delivery delivery,
        @DefaultValue("open") OnFailure onFailure,
        @DefaultValue("false") boolean allowPause,
        @DefaultValue Entities entities,
        @DefaultValue Properties properties,
        @DefaultValue Values values,
        @DefaultValue Stateless stateless,
        @DefaultValue Jdbc jdbc,
        @DefaultValue Statements statements,
        @DefaultValue Actor actor,
        @DefaultValue AuditorAware auditorAware,
        @DefaultValue Context context,
        @DefaultValue Reads reads,
        @DefaultValue Outbox outbox,
        @DefaultValue Tables tables,
        @DefaultValue Postgres postgres,
        @DefaultValue Ledger ledger,
        @DefaultValue Checkpoints checkpoints,
        @DefaultValue Trail trail,
        @DefaultValue Endpoint endpoint,
        @DefaultValue Mirror mirror) {

    /** How records get to the log. */
    public enum Delivery {
        DIRECT,
        GUARANTEED
    }

    /** Who takes records from the outbox to the log. */
    public enum Drain {
        OWN,
        LEADER
    }

    /** When the tables are created at the start, in the words of Boot's own modules. */
    public enum InitializeSchema {
        EMBEDDED,
        ALWAYS,
        NEVER
    }

    /** What becomes of a transaction whose changes cannot be recorded. */
    public enum OnFailure {
        OPEN,
        CLOSED
    }

    /** What becomes of entity types that nothing else decides about. */
    public enum Mode {
        AUDITED,
        IGNORED
    }

    /** What is done at the start about triggers that are not as they should be. */
    public enum SchemaAction {
        NONE,
        VALIDATE,
        APPLY,
        WRITE
    }

    /** How the mirror writes a record. */
    public enum Format {
        TEXT,
        JSON,
        LINE
    }

    /** Where the old values come from that a stateless session does not have. */
    public enum OldValues {
        SELECT,
        OMIT
    }

    public AuditProperties {
        persistenceUnits = persistenceUnits.stream().distinct().toList();
        require(
                ledger.enabled() || tables.enabled(),
                "audit.ledger.enabled",
                ledger.enabled(),
                "leaves records no place to go to. Set audit.tables.enabled=true as well, or audit.enabled=false");
        require(
                tables.enabled() || !postgres.triggers().writeTables(),
                "audit.postgres.triggers.enabled",
                true,
                "writes the audit tables. Set audit.tables.enabled=true as well, or"
                        + " audit.postgres.triggers.layout=shadow");
        require(
                postgres.triggers().reconcileEvery() == null
                        || (ledger.enabled() && postgres.triggers().writeTables()),
                "audit.postgres.triggers.reconcile-every",
                postgres.triggers().reconcileEvery(),
                "has nothing to compare: that takes audit.postgres.triggers.enabled=true with"
                        + " audit.postgres.triggers.layout=json, and audit.ledger.enabled=true");
        require(
                ledger.enabled() || delivery == Delivery.DIRECT,
                "audit.delivery",
                "guaranteed",
                "delivers to the log, which audit.ledger.enabled=false has switched off");
        require(
                ledger.enabled() || !mirror.enabled(),
                "audit.mirror.enabled",
                mirror.enabled(),
                "mirrors the log, which audit.ledger.enabled=false has switched off");
        require(
                ledger.enabled() || checkpoints.file() == null,
                "audit.checkpoints.file",
                checkpoints.file(),
                "is for the head of the log, which audit.ledger.enabled=false has switched off");
    }

    /**
     * @param mode Whether entity types are audited unless something says otherwise, or ignored unless something takes
     *     them in.
     * @param include Entity or class names to audit, with * for any text. Goes before the mode.
     * @param exclude Entity or class names to leave out, with * for any text. Goes before everything else.
     */
    public record Entities(
            @DefaultValue("audited") Mode mode,
            @DefaultValue List<String> include,
            @DefaultValue List<String> exclude) {
        public Entities {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }

    /**
     * @param entities Entity or class names of audited types, with * for any text, of which it is recorded who loads
     *     them: once per entity and transaction.
     */
    public record Reads(@DefaultValue List<String> entities) {
        public Reads {
            entities = List.copyOf(entities);
        }
    }

    /**
     * @param mask Attributes whose values are not shown: whole words of a name (pin masks cardPin, not
     *     shippingAddress), or Entity.attribute. Replaces the default words.
     * @param exclude Attributes that are not recorded: whole words of a name, or Entity.attribute.
     */
    public record Properties(
            @DefaultValue({
                "password",
                "passwd",
                "secret",
                "token",
                "credential",
                "api key",
                "pan",
                "card number",
                "cvv",
                "pin",
                "otp",
                "ssn",
                "iban"
            })
            List<String> mask,

            @DefaultValue List<String> exclude) {

        public Properties {
            mask = List.copyOf(mask);
            exclude = List.copyOf(exclude);
        }
    }

    /**
     * @param oldValues Whether an update, delete or upsert by a StatelessSession is preceded by a select, which tells the
     *     old values (select), or is recorded without them (omit).
     */
    public record Stateless(@DefaultValue("select") OldValues oldValues) {}

    /**
     * @param enabled Whether statements that are sent on the connections of an audited unit's data source past Hibernate are
     *     recorded: by JdbcTemplate, for instance.
     * @param tables Tables of no entity whose changes by such statements, and by native ones of the entity manager, are
     *     recorded too: name, or schema.name.
     */
    public record Jdbc(
            @DefaultValue("true") boolean enabled,
            @DefaultValue List<String> tables) {
        public Jdbc {
            tables = List.copyOf(tables);
        }
    }

    /**
     * @param mode What becomes of statements that change rows of audited types without their entities being known, such as
     *     bulk updates: they are recorded (record), not executed (reject), or only counted (ignore).
     */
    public record Statements(@DefaultValue("record") StatementPolicy.Mode mode) {}

    /** @param maxLength Texts with more characters are written as their length, SHA-256 and first characters. */
    public record Values(@DefaultValue("8192") int maxLength) {
        public Values {
            require(maxLength >= 64, "audit.values.max-length", maxLength, "must be at least 64 characters");
        }
    }

    /** @param claim The token claim that names the actor, for example email. Without it, the authentication's name. */
    public record Actor(@Nullable String claim) {}

    /** @param enabled Whether to offer an AuditorAware that gives Spring Data the same actor. */
    public record AuditorAware(@DefaultValue("false") boolean enabled) {}

    /**
     * @param mdc MDC keys to record.
     * @param request Whether to record method and path of the servlet request, and the client's address.
     */
    public record Context(
            @DefaultValue List<String> mdc,
            @DefaultValue("true") boolean request) {
        public Context {
            mdc = List.copyOf(mdc);
        }
    }

    /**
     * @param drain With audit.delivery=guaranteed, who takes records from the table to the log: each instance its own
     *     ones (own), or one instance for all, which is the only one that needs the directory (leader).
     * @param lease How long an instance that says nothing is taken for alive. After that, another goes on with its work.
     * @param initializeSchema When the tables are created at the start: only in an embedded database, always, or never.
     */
    public record Outbox(
            @DefaultValue("own") Drain drain,
            @DefaultValue("60s") Duration lease,
            @DefaultValue("embedded") InitializeSchema initializeSchema) {
        public Outbox {
            require(
                    lease.compareTo(Duration.ofSeconds(1)) >= 0 && lease.compareTo(Duration.ofDays(365)) <= 0,
                    "audit.outbox.lease",
                    lease,
                    "must be at least one second, and no more than 365 days");
        }
    }

    /**
     * @param enabled Whether the history of the audited entities is also put into tables of their own database, in the
     *     same transaction.
     * @param schema The schema of the tables. Without it, the one that connections of the unit are in.
     * @param transaction The table with a row for each transaction.
     * @param activity The table with a row for each entity that a transaction changed.
     * @param retention When old rows are removed.
     * @param initializeSchema When the tables are created at the start: only in an embedded database, always, or never.
     * @param entities Whether the audited units have the tables as entities AuditTransaction and AuditActivity too, to be read in
     *     JPQL.
     * @param actorEntity JPA or class name of the entity of the application's users, which at least one audited unit has. It
     *     becomes the attribute user of AuditTransaction and AuditActivity, which are there then.
     * @param actorAttribute The attribute of audit.tables.actor-entity that an actor is called by.
     */
    public record Tables(
            @DefaultValue("false") boolean enabled,
            @Nullable String schema,
            @DefaultValue("audit_transaction") String transaction,
            @DefaultValue("audit_activity") String activity,
            @DefaultValue TablesRetention retention,
            @DefaultValue("embedded") InitializeSchema initializeSchema,
            @DefaultValue("false") boolean entities,
            @Nullable String actorEntity,
            @Nullable String actorAttribute) {

        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,49}");

        public Tables {
            requireName("audit.tables.schema", schema);
            requireName("audit.tables.transaction", transaction);
            requireName("audit.tables.activity", activity);
            require(
                    !transaction.equalsIgnoreCase(activity),
                    "audit.tables.activity",
                    activity,
                    "must not be the name of audit.tables.transaction");
            require(
                    actorEntity == null || actorAttribute != null,
                    "audit.tables.actor-entity",
                    actorEntity,
                    "does not say by which of its attributes an actor is called. Set audit.tables.actor-attribute as well");
            require(
                    actorAttribute == null || actorEntity != null,
                    "audit.tables.actor-attribute",
                    actorAttribute,
                    "does not say of which entity. Set audit.tables.actor-entity as well");
        }

        TableNames names() {
            return new TableNames(schema, transaction, activity);
        }

        /** Such as need no quotes. */
        private static void requireName(String property, @Nullable String name) {
            require(
                    name == null || NAME.matcher(name).matches(),
                    property,
                    name,
                    "must be 1 to 50 letters, digits or _, and not begin with a digit");
        }
    }

    /**
     * @param maxAge Age at which a row is removed. Without it, none is.
     * @param batchSize How many rows are removed in one transaction.
     */
    public record TablesRetention(
            @Nullable Duration maxAge, @DefaultValue("1000") int batchSize) {
        public TablesRetention {
            requireAge("audit.tables.retention.max-age", maxAge);
            require(
                    batchSize >= 1 && batchSize <= 100_000,
                    "audit.tables.retention.batch-size",
                    batchSize,
                    "must be 1 to 100000");
        }
    }

    /** @param triggers Triggers that record what changes the tables of audited types, whoever changes them. */
    public record Postgres(@DefaultValue Triggers triggers) {}

    /**
     * @param enabled Whether triggers of PostgreSQL write the history in the database, and the application does not. The
     *     log in files goes on as it is.
     * @param layout Where: in the audit tables with values as JSON (json), or in a companion of each table with columns as
     *     the table has (shadow).
     * @param schemaAction What is done at the start where triggers are not as they should be: nothing (none), the start
     *     fails and says what differs (validate), they are made (apply), or a migration for Flyway is written (write).
     * @param migrations Directory that schema-action=write writes migrations to.
     * @param names How what is created is called.
     * @param sessionSettings What a transaction tells of itself beyond actor, reason and context, by name: the value in the
     *     context of that name, or what somebody has set as audittrail.name. Each may have a type of SQL (type, otherwise
     *     text) and be required (required, otherwise false).
     * @param reconcileEvery How often the log is compared with what the triggers saw since the last time. Without it, only
     *     when somebody asks.
     * @param application Whose triggers they are: those of another name are left alone. Without it, the name of the
     *     application.
     */
    public record Triggers(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("json") TriggerSettings.Layout layout,
            @DefaultValue("validate") SchemaAction schemaAction,
            @DefaultValue("src/main/resources/db/migration") String migrations,
            @DefaultValue TriggerNames names,
            @DefaultValue Map<String, SessionSetting> sessionSettings,
            @Nullable Duration reconcileEvery,
            @Nullable String application) {

        public Triggers {
            require(!migrations.isBlank(), "audit.postgres.triggers.migrations", migrations, "must name a directory");
            requireAge("audit.postgres.triggers.reconcile-every", reconcileEvery);
            sessionSettings = Map.copyOf(sessionSettings);
            sessionSettings.forEach((name, setting) -> {
                try {
                    setting.of(name);
                } catch (IllegalArgumentException e) {
                    throw new InvalidConfigurationPropertyValueException(
                            "audit.postgres.triggers.session-settings", name, String.valueOf(e.getMessage()));
                }
            });
        }

        /** Whether they do so, in the place of the application: not into companions. */
        boolean writeTables() {
            return enabled && layout == TriggerSettings.Layout.JSON;
        }

        TriggerSettings settings(TableNames tables) {
            return new TriggerSettings(
                    layout,
                    tables,
                    names.companion(),
                    names.function(),
                    names.trigger(),
                    new TreeMap<>(sessionSettings)
                            .entrySet().stream()
                                    .map(setting -> setting.getValue().of(setting.getKey()))
                                    .toList());
        }
    }

    /**
     * @param companion Pattern for the companion of a table, with {table} for its name.
     * @param function Pattern for a function, with {name} for what it does.
     * @param trigger Pattern for a trigger, with {name} for what it is for.
     */
    public record TriggerNames(
            @DefaultValue("{table}_audit") String companion,
            @DefaultValue("audit_trigger_{name}") String function,
            @DefaultValue("audit_{name}") String trigger) {
        public TriggerNames {
            requirePlace("audit.postgres.triggers.names.companion", companion, "{table}");
            requirePlace("audit.postgres.triggers.names.function", function, "{name}");
            requirePlace("audit.postgres.triggers.names.trigger", trigger, "{name}");
        }

        private static void requirePlace(String property, String pattern, String place) {
            require(pattern.contains(place), property, pattern, "must contain " + place);
        }
    }

    /**
     * @param type Its SQL type.
     * @param required Whether a change fails that comes without it, or with a value that is none of the type.
     */
    public record SessionSetting(
            @DefaultValue("text") String type,
            @DefaultValue("false") boolean required) {

        TriggerSettings.SessionSetting of(String name) {
            return new TriggerSettings.SessionSetting(name, type, required);
        }
    }

    /**
     * @param enabled Whether there is a log in files. Without it there have to be tables (audit.tables.enabled).
     * @param directory Where the log is written. A relative one is relative to the working directory.
     * @param stream Name of this instance's log. Without it, application name and host.
     * @param maxSegmentSize Size at which a new file is begun.
     * @param maxSegmentAge Age at which a new file is begun.
     * @param compress Whether a file is compressed once the next one was begun.
     * @param retention When old files are removed.
     * @param fsync When a committing caller goes on: when the operating system has its records (never), or when the disk
     *     has them, callers that commit at the same time sharing one sync (group).
     * @param maxQueueSize Size of the records that wait in memory while the log cannot be written. Those beyond it are lost
     *     and counted.
     * @param minFreeSpace Space that is left to others on the volume of the log: below it, records wait in memory. 0 leaves
     *     none.
     * @param maxLag With audit.on-failure=closed, how old a committed record may be that is not in the log yet. While one is
     *     older, transactions are refused. Longer than audit.outbox.lease, or the death of an instance stops the others.
     */
    public record Ledger(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("audit-log") String directory,
            @Nullable String stream,
            @DefaultValue("100MB") DataSize maxSegmentSize,
            @DefaultValue("1d") Duration maxSegmentAge,
            @DefaultValue("true") boolean compress,
            @DefaultValue Retention retention,
            @DefaultValue("never") Fsync fsync,
            @DefaultValue("16MB") DataSize maxQueueSize,
            @DefaultValue("256MB") DataSize minFreeSpace,
            @DefaultValue("2m") Duration maxLag) {
        public Ledger {
            require(!directory.isBlank(), "audit.ledger.directory", directory, "must name a directory");
            require(
                    stream == null || stream.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}"),
                    "audit.ledger.stream",
                    stream,
                    "must be 1 to 100 letters, digits, - or _, and begin with a letter or digit");
            require(
                    maxSegmentSize.toBytes() >= 4096,
                    "audit.ledger.max-segment-size",
                    maxSegmentSize,
                    "must be at least 4KB");
            require(
                    maxSegmentAge.compareTo(Duration.ofSeconds(1)) >= 0,
                    "audit.ledger.max-segment-age",
                    maxSegmentAge,
                    "must be at least one second");
            DataSize kept = retention.maxSize();
            require(
                    kept == null || kept.compareTo(maxSegmentSize) >= 0,
                    "audit.ledger.retention.max-size",
                    kept,
                    "must not be less than audit.ledger.max-segment-size, which one file may reach");
            require(maxQueueSize.toBytes() >= 0, "audit.ledger.max-queue-size", maxQueueSize, "must not be negative");
            require(minFreeSpace.toBytes() >= 0, "audit.ledger.min-free-space", minFreeSpace, "must not be negative");
            require(!maxLag.isNegative(), "audit.ledger.max-lag", maxLag, "must not be negative");
        }
    }

    /**
     * @param maxAge Age of its newest record at which a file is removed. Without it, none is for its age.
     * @param maxSize Size of all files of this instance's log above which the oldest are removed. Without it, none is for
     *     its size.
     */
    public record Retention(
            @Nullable Duration maxAge, @Nullable DataSize maxSize) {
        public Retention {
            requireAge("audit.ledger.retention.max-age", maxAge);
        }
    }

    /**
     * @param file A file, best on another volume, to which the head of the log is appended each second while it grows.
     * @param log Whether the head of the log is also sent to the application's logger io.audittrail.checkpoint, at most
     *     once a minute.
     * @param key A file with the Ed25519 key, PKCS#8 as PEM or DER, that signs checkpoints. Without it, and without a
     *     CheckpointSigner bean, they are not signed.
     */
    public record Checkpoints(
            @Nullable String file,
            @DefaultValue("false") boolean log,
            @Nullable String key) {
        public Checkpoints {
            require(file == null || !file.isBlank(), "audit.checkpoints.file", file, "must name a file");
            require(key == null || !key.isBlank(), "audit.checkpoints.key", key, "must name a file");
        }
    }

    /**
     * @param recordReads Whether each reading of the log through the endpoint is recorded in it: by whom, and what for.
     */
    public record Endpoint(@DefaultValue("true") boolean recordReads) {}

    /**
     * @param aliases What was called otherwise when it was recorded, and what it is called now: entity types as
     *     OldName=NewName, attributes as Entity.oldName=newName. A query for the new name finds the old one too.
     */
    public record Trail(@DefaultValue List<String> aliases) {

        private static final Pattern ALIAS = Pattern.compile("([^=\\s]+)=([^=\\s]+)");

        public Trail {
            aliases = List.copyOf(aliases);
            aliases.forEach(alias -> require(
                    ALIAS.matcher(alias).matches(),
                    "audit.trail.aliases",
                    alias,
                    "must be OldName=NewName or Entity.oldName=newName"));
        }

        Map<String, String> byOldName() {
            Map<String, String> byOldName = new LinkedHashMap<>();
            for (String alias : aliases) {
                int equals = alias.indexOf('=');
                byOldName.put(alias.substring(0, equals), alias.substring(equals + 1));
            }
            return byOldName;
        }
    }

    /**
     * @param enabled Whether each record is also sent to the application's logger audittrail, after it was written.
     * @param format How: a readable text, the structured argument audit of logstash-logback-encoder, or the sealed line.
     */
    public record Mirror(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("text") Format format) {}

    /** What decides about the content of the log, and how long it is kept, as plain values, for the log itself. */
    Map<String, Object> asPolicy() {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("persistence-units", persistenceUnits);
        policy.put("delivery", delivery.name().toLowerCase(Locale.ROOT));
        policy.put("on-failure", onFailure.name().toLowerCase(Locale.ROOT));
        policy.put("ledger.enabled", ledger.enabled());
        policy.put("tables.enabled", tables.enabled());
        policy.put("postgres.triggers.enabled", postgres.triggers().enabled());
        policy.put("ledger.fsync", ledger.fsync().name().toLowerCase(Locale.ROOT));
        policy.put("entities.mode", entities.mode().name().toLowerCase(Locale.ROOT));
        policy.put("entities.include", entities.include());
        policy.put("entities.exclude", entities.exclude());
        policy.put("reads.entities", reads.entities());
        policy.put("properties.mask", properties.mask());
        policy.put("properties.exclude", properties.exclude());
        policy.put("values.max-length", values.maxLength());
        policy.put("jdbc.enabled", jdbc.enabled());
        policy.put("jdbc.tables", jdbc.tables());
        policy.put("statements.mode", statements.mode().name().toLowerCase(Locale.ROOT));
        policy.put("stateless.old-values", stateless.oldValues().name().toLowerCase(Locale.ROOT));
        policy.put("actor.claim", Objects.requireNonNullElse(actor.claim(), ""));
        policy.put("context.mdc", context.mdc());
        policy.put("context.request", context.request());
        policy.put("ledger.retention.max-age", text(ledger.retention().maxAge()));
        policy.put("ledger.retention.max-size", text(ledger.retention().maxSize()));
        policy.put("tables.retention.max-age", text(tables.retention().maxAge()));
        return policy;
    }

    /** What to audit in a unit. */
    AuditRules rules() {
        return new AuditRules(
                entities.mode() == Mode.IGNORED,
                entities.include(),
                entities.exclude(),
                properties.mask(),
                properties.exclude(),
                defaults().properties().mask(),
                reads.entities(),
                tables.enabled());
    }

    /** What triggers write, and what belongs to them is called. */
    TriggerSettings triggerSettings(Environment environment) {
        String application = postgres.triggers().application();
        TriggerSettings settings = postgres.triggers()
                .settings(tables.names())
                .ofApplication(
                        StringUtils.hasText(application)
                                ? application
                                : environment.getProperty("spring.application.name"));
        return allowPause ? settings.withPauses() : settings;
    }

    /** What holds when nothing is set. */
    static AuditProperties defaults() {
        return new Binder(new MapConfigurationPropertySource()).bindOrCreate("audit", AuditProperties.class);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static void requireAge(String property, @Nullable Duration maxAge) {
        require(
                maxAge == null
                        || (maxAge.compareTo(Duration.ofSeconds(1)) >= 0
                                && maxAge.compareTo(Duration.ofDays(365_000)) <= 0),
                property,
                maxAge,
                "must be at least one second, and no more than 365000 days");
    }

    private static void require(boolean ok, String property, @Nullable Object value, String reason) {
        if (!ok) {
            throw new InvalidConfigurationPropertyValueException(property, value, reason);
        }
    }
}
