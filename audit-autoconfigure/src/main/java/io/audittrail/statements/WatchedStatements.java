package io.audittrail.statements;

import io.audittrail.Hidden;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRecord.Language;
import io.audittrail.sql.Concern;
import io.audittrail.sql.SqlStatement;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.StatementPolicy.Way;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.proxy.jdk.JdkJdbcProxyFactory;
import org.jspecify.annotations.Nullable;

/**
 * Records what is sent on one connection past Hibernate, where it concerns the unit. What plainly does not is not even
 * looked at when it is executed. The only class that needs datasource-proxy. Not thread-safe, like the connection.
 */
final class WatchedStatements implements QueryExecutionListener {

    private static final Set<Kind> COUNTED = EnumSet.of(Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE);

    private final AuditedConnection connection;
    private final List<StatementWatch> units;
    private final JdkJdbcProxyFactory proxies = new JdkJdbcProxyFactory();
    private final ConnectionInfo info = new ConnectionInfo();
    private final ProxyConfig config;

    /** @param units those of the connection's data source, at least one */
    WatchedStatements(AuditedConnection connection, List<StatementWatch> units) {
        this.connection = connection;
        this.units = units;
        this.config = ProxyConfig.Builder.create().queryListener(this).build();
    }

    boolean areOf(List<StatementWatch> others) {
        return units == others;
    }

    Statement watch(Statement statement) {
        return proxies.createStatement(statement, info, connection, config);
    }

    PreparedStatement watch(PreparedStatement statement, String sql) {
        return concerned(sql) != null
                ? proxies.createPreparedStatement(statement, sql, info, connection, config, false)
                : statement;
    }

    CallableStatement watch(CallableStatement statement, String sql) {
        return concerned(sql) != null
                ? proxies.createCallableStatement(statement, sql, info, connection, config)
                : statement;
    }

    /** The first of the units whose tables it changes: each statement is recorded once. */
    private @Nullable Concerned concerned(String sql) {
        for (int i = 0; i < units.size(); i++) { // Asked of each statement: no iterator.
            Concern concern = units.get(i).scope().concern(sql);
            if (concern != null) {
                return new Concerned(units.get(i), concern);
            }
        }
        return null;
    }

    /** A statement, and the unit that it concerns. */
    private record Concerned(StatementWatch unit, Concern concern) {

        SqlStatement statement() {
            return concern.statement();
        }
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        for (QueryInfo query : queries) {
            Concerned concerned = concerned(query.getQuery());
            if (concerned != null) {
                concerned
                        .unit()
                        .policy()
                        .admit(
                                concerned.concern().kind(),
                                concerned.concern().entity(),
                                concerned.statement().text());
            }
        }
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        if (!execution.isSuccess()) {
            return;
        }
        try {
            for (int i = 0; i < queries.size(); i++) {
                Concerned concerned = concerned(queries.get(i).getQuery());
                if (concerned != null) {
                    Long rows = queries.size() == 1 ? rows(execution) : rows(execution.getResult(), i);
                    executed(concerned, queries.get(i), rows);
                }
            }
        } catch (Throwable e) { // It has been executed, and nothing that goes wrong here undoes it.
            units.get(0).failures().report("statement-unrecorded", "A statement is missing in the log", e);
        }
    }

    private void executed(Concerned concerned, QueryInfo query, @Nullable Long rows) throws SQLException {
        boolean isCounted = COUNTED.contains(concerned.concern().kind());
        if (isCounted && rows != null && rows == 0) {
            return;
        }
        StatementWatch unit = concerned.unit();
        unit.policy().count(unit.unit(), Way.JDBC);
        if (unit.policy().isRecorded()) {
            StatementRecord record = record(concerned, query, isCounted ? rows : null);
            Set<String> types = concerned.concern().entities();
            unit.recorder().outside(connection, changes -> changes.add(record, types));
        }
    }

    private StatementRecord record(Concerned concerned, QueryInfo query, @Nullable Long rows) {
        Attribution by = concerned.unit().recorder().attribution();
        List<Map<String, @Nullable Object>> executions = new ArrayList<>();
        for (List<ParameterSetOperation> parameters : query.getParametersList()) {
            executions.add(parameters(concerned, parameters));
        }
        boolean isBatch = executions.size() > 1;
        SqlStatement statement = concerned.statement();
        return new StatementRecord(
                concerned.concern().kind(),
                concerned.concern().entity(),
                Language.SQL,
                statement.text(),
                isBatch || executions.isEmpty() ? Map.of() : executions.get(0),
                isBatch ? executions : List.of(),
                statement.tableNames(),
                rows,
                statement.note(),
                by.actor(),
                by.reason());
    }

    private Map<String, @Nullable Object> parameters(Concerned concerned, List<ParameterSetOperation> operations) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        for (ParameterSetOperation operation : operations) {
            if (!ParameterSetOperation.isRegisterOutParameterOperation(operation)) {
                Object[] arguments = operation.getArgs();
                int place = arguments[0] instanceof Integer number ? number - 1 : -1;
                Object value = isMasked(concerned, place) ? Hidden.MASKED : value(concerned.unit(), operation);
                parameters.put(String.valueOf(arguments[0]), value);
            }
        }
        return parameters;
    }

    /** By any of the units: the statement may read what another one masks. */
    private boolean isMasked(Concerned concerned, int place) {
        return concerned.concern().isMasked(place)
                || (units.size() > 1
                        && units.stream().anyMatch(unit -> unit.scope().isMasked(concerned.statement(), place)));
    }

    private static @Nullable Object value(StatementWatch watch, ParameterSetOperation operation) {
        if (ParameterSetOperation.isSetNullParameterOperation(operation)) {
            return null;
        }
        Object value = operation.getArgs()[1];
        return value == null || PlainValues.isKnown(value)
                ? watch.values().plain(value)
                : Map.of("unread", value.getClass().getName()); // A stream, for instance: it can be read once.
    }

    /** Null when the database did not say. */
    private static @Nullable Long rows(ExecutionInfo execution) throws SQLException {
        Object result = execution.getResult();
        if (result instanceof Boolean hasRows) {
            return hasRows ? null : known(execution.getStatement().getUpdateCount());
        }
        long[] counts = counts(result);
        if (counts != null) { // A driver may rewrite a batch, and not know the parts.
            boolean isKnown = LongStream.of(counts).allMatch(count -> count >= 0);
            return isKnown ? (Long) LongStream.of(counts).sum() : null;
        }
        return result instanceof Number count ? count.longValue() : null;
    }

    /** Of one of several statements that were sent together. */
    private static @Nullable Long rows(Object result, int place) {
        long[] counts = counts(result);
        return counts != null && place < counts.length ? known(counts[place]) : null;
    }

    private static long @Nullable [] counts(Object result) {
        if (result instanceof int[] counts) {
            return IntStream.of(counts).asLongStream().toArray();
        }
        return result instanceof long[] counts ? counts : null;
    }

    private static @Nullable Long known(long count) {
        return count < 0 ? null : (Long) count;
    }
}
