package io.audittrail.hibernate;

import io.audittrail.Hidden;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRecord.Language;
import io.audittrail.sql.Concern;
import io.audittrail.sql.SqlDialect;
import io.audittrail.sql.SqlReader;
import io.audittrail.sql.SqlScope;
import io.audittrail.sql.SqlStatement;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.Failures;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.NativeQuery;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.spi.QueryParameterBinding;
import org.hibernate.query.spi.SqmQuery;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.delete.SqmDeleteStatement;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.from.SqmRoot;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.update.SqmAssignment;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;
import org.jspecify.annotations.Nullable;

/** Says of a statement in JPQL, HQL, Criteria or SQL what it changes, and makes its record. Immutable. */
final class BulkReader {

    private static final String CRITERIA = "<criteria>";

    /** What Hibernate puts schema and catalog in the place of. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{h-(?:domain|catalog|schema)}");

    private final SessionFactoryImplementor factory;
    private final Map<EntityPersister, EntityPlan> plans;
    private final ValueReaders readers;
    private final Set<String> hidden;
    private final Failures failures;
    private final SqlScope scope;

    /**
     * What must not be shown.
     *
     * @param hidden the names of attributes
     * @param name whether a name, in small letters, is one of what must not be shown, where the attribute is not known
     */
    record Secrets(Set<String> hidden, Predicate<String> name) {}

    /** @param besides tables of no entity, as somebody has written their names */
    BulkReader(
            SessionFactoryImplementor factory,
            Map<EntityPersister, EntityPlan> plans,
            ValueReaders readers,
            Secrets secrets,
            List<String> besides,
            Failures failures) {
        this.factory = factory;
        this.plans = plans;
        this.readers = readers;
        this.hidden = Set.copyOf(secrets.hidden());
        this.failures = failures;
        this.scope = new SqlScope(
                        new SqlReader(SqlDialect.of(factory.getJdbcServices()
                                .getDialect()
                                .getClass()
                                .getSimpleName())),
                        NativeTables.of(plans.keySet(), this.hidden, secrets.name()))
                .with(besides);
    }

    /** For statements that others send. */
    SqlScope scope() {
        return scope;
    }

    /**
     * What a statement changes.
     *
     * @param entities the audited types whose rows it may change; null when these may be any
     * @param concern null when it is no SQL
     */
    record Effect(
            Kind kind,
            @Nullable Set<String> entities,
            List<String> tables,
            @Nullable Concern concern) {
        Effect {
            tables = List.copyOf(tables);
        }

        /** Null when it is none. */
        @Nullable
        SqlStatement sql() {
            return concern == null ? null : concern.statement();
        }

        /** The audited type, when there is exactly one. */
        @Nullable
        String entity() {
            return entities != null && entities.size() == 1
                    ? entities.iterator().next()
                    : null;
        }

        /** Of SQL that returns rows: whether it begins with what it does, as in {@code delete ... returning}. */
        boolean returnsWhatItChanges() {
            SqlStatement sql = sql();
            return sql != null
                    && sql.text()
                            .regionMatches(true, 0, kind.name(), 0, kind.name().length());
        }

        /** Whether the number of rows tells nothing, or not of all. */
        boolean isUncounted() {
            return concern != null && !concern.statement().isCounted();
        }
    }

    /**
     * What the statement does to audited types; null when it does nothing to them.
     *
     * @param sql what of it is executed now; null when that is all of it
     */
    @Nullable
    Effect effect(DomainQueryExecutionContext query, @Nullable String sql) {
        if (query instanceof NativeQuery<?> text) {
            String asked = text.getQueryString();
            Concern concern = scope.concern(
                    asked.contains("{h-") ? PLACEHOLDER.matcher(asked).replaceAll("") : asked);
            return concern == null
                    ? null
                    : new Effect(
                            concern.kind(),
                            concern.entities(),
                            concern.statement().tableNames(),
                            concern);
        }
        if (!(query instanceof SqmQuery<?> hql) || !(hql.getSqmStatement() instanceof SqmDmlStatement<?> statement)) {
            return null;
        }
        Kind kind = kind(statement);
        List<EntityPersister> types = types(statement, sql);
        Set<String> audited = types.stream()
                .filter(plans::containsKey)
                .map(EntityPersister::getJpaEntityName)
                .collect(Collectors.toSet());
        if (audited.isEmpty() || isOfACollection(kind, sql, types)) {
            return null;
        }
        Set<String> changed = new LinkedHashSet<>();
        types.forEach(type -> addTables(statement, type, changed));
        return new Effect(kind, audited, new ArrayList<>(changed), null);
    }

    private static Kind kind(SqmDmlStatement<?> statement) {
        if (statement instanceof SqmDeleteStatement<?>) {
            return Kind.DELETE;
        }
        return statement instanceof SqmInsertStatement<?> ? Kind.INSERT : Kind.UPDATE;
    }

    /** The concrete types whose rows it may change. An insertion makes entities of just its own type. */
    private List<EntityPersister> types(SqmDmlStatement<?> statement, @Nullable String sql) {
        Class<?> target = statement.getTarget().getModel().getJavaType();
        List<EntityPersister> types = new ArrayList<>();
        factory.getMappingMetamodel().forEachEntityDescriptor(type -> {
            Class<?> javaType = type.getMappedClass();
            boolean isMeant = statement instanceof SqmInsertStatement<?>
                    ? javaType == target
                    : javaType != null && target.isAssignableFrom(javaType);
            if (isMeant && !Modifier.isAbstract(javaType.getModifiers())) {
                types.add(type);
            }
        });
        // A superclass that is no entity has several tables, and a statement is executed for each.
        String table = sql == null ? null : target(sql);
        List<EntityPersister> ofTable = types.stream()
                .filter(type -> TypeTables.own(type).stream().anyMatch(name -> name.equalsIgnoreCase(table)))
                .toList();
        return ofTable.isEmpty() ? types : ofTable;
    }

    /** Before it deletes rows, Hibernate deletes what belongs to them. That is a part of the same statement. */
    private static boolean isOfACollection(Kind kind, @Nullable String sql, List<EntityPersister> types) {
        String table = sql == null || kind != Kind.DELETE ? null : target(sql);
        return table != null
                && types.stream()
                        .noneMatch(type -> TypeTables.own(type).stream().anyMatch(table::equalsIgnoreCase))
                && types.stream()
                        .anyMatch(
                                type -> TypeTables.ofCollections(type).stream().anyMatch(table::equalsIgnoreCase));
    }

    private static void addTables(SqmDmlStatement<?> statement, EntityPersister type, Set<String> tables) {
        if (statement instanceof SqmUpdateStatement<?> update && update.getSetClause() != null) {
            for (SqmAssignment<?> assignment : update.getSetClause().getAssignments()) {
                addTables(assignment.getTargetPath(), type, tables);
            }
        } else {
            tables.addAll(TypeTables.own(type));
            if (statement instanceof SqmDeleteStatement<?>) {
                tables.addAll(TypeTables.ofCollections(type));
            }
        }
    }

    private static void addTables(SqmPath<?> path, EntityPersister type, Set<String> tables) {
        SqmPath<?> first = path;
        while (first.getLhs() != null && !(first.getLhs() instanceof SqmRoot<?>)) {
            first = first.getLhs();
        }
        AttributeMapping attribute =
                type.findAttributeMapping(first.getReferencedPathSource().getPathName());
        if (attribute == null) {
            tables.addAll(TypeTables.own(type));
        } else {
            attribute.forEachSelectable(
                    (index, column) -> tables.add(TypeTables.unquoted(column.getContainingTableExpression())));
        }
    }

    /** The table that Hibernate's SQL changes. */
    private static @Nullable String target(String sql) {
        String small = sql.toLowerCase(Locale.ROOT);
        String before = small.startsWith("delete") ? "from " : small.startsWith("update") ? "update " : "into ";
        int begin = small.indexOf(before);
        if (begin < 0) {
            return null;
        }
        int end = begin + before.length();
        while (end < sql.length() && " (".indexOf(sql.charAt(end)) < 0) {
            end++;
        }
        return TypeTables.unquoted(sql.substring(begin + before.length(), end));
    }

    /** The statement without literals. Criteria have no text of their own; what Hibernate makes of them has one. */
    String text(DomainQueryExecutionContext query, Effect effect) {
        if (effect.sql() != null) {
            return effect.sql().text();
        }
        SqmQuery<?> hql = (SqmQuery<?>) query;
        return HqlText.withoutLiterals(
                CRITERIA.equals(hql.getQueryString()) ? CriteriaText.of(hql.getSqmStatement()) : hql.getQueryString());
    }

    StatementRecord record(DomainQueryExecutionContext query, Effect effect, int rows, Attribution by) {
        return new StatementRecord(
                effect.kind(),
                effect.entity(),
                effect.sql() == null ? Language.HQL : Language.SQL,
                text(query, effect),
                parameters(query, effect),
                List.of(),
                effect.tables(),
                rows < 0 || effect.isUncounted() ? null : (long) rows,
                effect.sql() == null ? null : effect.sql().note(),
                by.actor(),
                by.reason());
    }

    private Map<String, @Nullable Object> parameters(DomainQueryExecutionContext query, Effect effect) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        Concern sql = effect.concern();
        List<String> places = sql == null ? List.of() : NativeParameters.inOrder(query);
        Predicate<String> isHidden = sql == null
                ? hiddenParameters(((SqmQuery<?>) query).getSqmStatement())
                : name -> isMasked(sql, name, places);
        query.getQueryParameterBindings().visitBindings((parameter, binding) -> {
            String name = NativeParameters.nameOf(parameter);
            if (name != null && binding.isBound()) {
                parameters.put(name, isHidden.test(name) ? Hidden.MASKED : value(name, binding, query.getSession()));
            }
        });
        return parameters;
    }

    /** One name may stand in several places. Where those are not known, it may be any of them. */
    private static boolean isMasked(Concern sql, String name, List<String> places) {
        int count = sql.masked().size();
        boolean isKnown = count > 0 && places.size() == count;
        return IntStream.range(0, Math.max(1, count))
                .filter(place -> !isKnown || places.get(place).equals(name))
                .anyMatch(sql::isMasked);
    }

    /** All of them when nobody knows which. */
    private Predicate<String> hiddenParameters(SqmStatement<?> statement) {
        try {
            return HiddenParameters.of(statement, hidden);
        } catch (Throwable e) {
            failures.report(
                    "value-unreadable",
                    "Which parameters of a statement are masked cannot be read; all of them are",
                    e);
            return name -> true;
        }
    }

    private @Nullable Object value(
            String name, QueryParameterBinding<?> binding, SharedSessionContractImplementor session) {
        try {
            if (!binding.isMultiValued()) {
                return readers.parameter(binding.getBindValue(), binding, session);
            }
            Collection<?> all = binding.getBindValues();
            List<@Nullable Object> values = new ArrayList<>(all.size());
            for (Object each : all) {
                values.add(readers.parameter(each, binding, session));
            }
            return readers.plain(values);
        } catch (Throwable e) {
            failures.report(
                    "value-unreadable",
                    "The value of the parameter " + name + " cannot be read; its record shows the error instead",
                    e);
            return Hidden.unreadable(e);
        }
    }
}
