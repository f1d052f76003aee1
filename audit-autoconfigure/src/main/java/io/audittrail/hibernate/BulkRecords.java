package io.audittrail.hibernate;

import io.audittrail.Hidden;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Language;
import io.audittrail.sql.Concern;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.Failures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.spi.QueryParameterBinding;
import org.hibernate.query.spi.SqmQuery;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.jspecify.annotations.Nullable;

/** Makes the records of statements in JPQL, HQL, Criteria or SQL. Immutable. */
final class BulkRecords {

    private static final String CRITERIA = "<criteria>";

    private final ValueReaders readers;
    private final Set<String> hidden;
    private final Failures failures;

    /** @param hidden the names of attributes that must not be shown */
    BulkRecords(ValueReaders readers, Set<String> hidden, Failures failures) {
        this.readers = readers;
        this.hidden = Set.copyOf(hidden);
        this.failures = failures;
    }

    /** The statement without literals. Criteria have no text of their own; what Hibernate makes of them has one. */
    String text(DomainQueryExecutionContext query, BulkEffect effect) {
        if (effect.sql() != null) {
            return effect.sql().text();
        }
        SqmQuery<?> hql = (SqmQuery<?>) query;
        return HqlText.withoutLiterals(
                CRITERIA.equals(hql.getQueryString()) ? CriteriaText.of(hql.getSqmStatement()) : hql.getQueryString());
    }

    StatementRecord record(DomainQueryExecutionContext query, BulkEffect effect, int rows, Attribution by) {
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

    private Map<String, @Nullable Object> parameters(DomainQueryExecutionContext query, BulkEffect effect) {
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
