package io.audittrail.hibernate;

import io.audittrail.StatementRecord.Kind;
import io.audittrail.sql.Concern;
import io.audittrail.sql.SqlScope;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.NativeQuery;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.spi.SqmQuery;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.delete.SqmDeleteStatement;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.from.SqmRoot;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.update.SqmAssignment;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;
import org.jspecify.annotations.Nullable;

/** Says of a statement in JPQL, HQL, Criteria or SQL what it changes. Immutable. */
final class BulkReader {

    /** What Hibernate puts schema and catalog in the place of. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{h-(?:domain|catalog|schema)}");

    private final SessionFactoryImplementor factory;
    private final Map<EntityPersister, EntityPlan> plans;
    private final SqlScope scope;

    /** @param scope says it of SQL */
    BulkReader(SessionFactoryImplementor factory, Map<EntityPersister, EntityPlan> plans, SqlScope scope) {
        this.factory = factory;
        this.plans = plans;
        this.scope = scope;
    }

    /**
     * What the statement does to audited types; null when it does nothing to them.
     *
     * @param sql what of it is executed now; null when that is all of it
     */
    @Nullable
    BulkEffect effect(DomainQueryExecutionContext query, @Nullable String sql) {
        if (query instanceof NativeQuery<?> text) {
            Concern concern = scope.concern(sql(text));
            return concern == null
                    ? null
                    : new BulkEffect(
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
        return new BulkEffect(kind, audited, new ArrayList<>(changed), null);
    }

    /** Whether it is SQL that changes something, whatever that is. */
    boolean changes(DomainQueryExecutionContext query) {
        return query instanceof NativeQuery<?> text && scope.kind(sql(text)) != null;
    }

    private static String sql(NativeQuery<?> query) {
        String asked = query.getQueryString();
        return asked.contains("{h-") ? PLACEHOLDER.matcher(asked).replaceAll("") : asked;
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
        Set<String> own = TypeTables.own(type);
        Set<String> ofColumns = new LinkedHashSet<>();
        if (attribute != null) {
            attribute.forEachSelectable(
                    (index, column) -> ofColumns.add(TypeTables.unquoted(column.getContainingTableExpression())));
        }
        // Where each class has a table with all that it is, a column is said to be in that of the topmost one.
        tables.addAll(attribute != null && own.containsAll(ofColumns) ? ofColumns : own);
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
}
