package io.audittrail.statements;

import io.audittrail.AuditPause;
import io.audittrail.Hidden;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Language;
import io.audittrail.sql.Concern;
import io.audittrail.sql.SqlStatement;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.StatementPolicy.Way;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
 * looked at when it is executed. Together with {@link
 * AnnouncedStatements} all that needs datasource-proxy. Not thread-safe, like the connection.
 */
final class WatchedStatements implements QueryExecutionListener {

    private final AuditedConnection connection;
    private final List<StatementWatch> units;
    private final JdkJdbcProxyFactory proxies = new JdkJdbcProxyFactory();
    private final ConnectionInfo info = new ConnectionInfo();
    private final ProxyConfig config;
    private final @Nullable AnnouncedStatements announced;

    /** @param units those of the connection's data source, at least one */
    WatchedStatements(AuditedConnection connection, List<StatementWatch> units) {
        this.connection = connection;
        this.units = units;
        this.config = ProxyConfig.Builder.create().queryListener(this).build();
        List<StatementWatch> announcing =
                units.stream().filter(unit -> unit.recorder().announces()).toList();
        this.announced = announcing.isEmpty() ? null : new AnnouncedStatements(connection, announcing);
    }

    boolean areOf(List<StatementWatch> others) {
        return units == others;
    }

    /** Of Hibernate's own, which is recorded elsewhere: only who is at work has to be known. */
    PreparedStatement announce(PreparedStatement statement, String sql) {
        if (announced == null) {
            return statement;
        }
        announced.prepared(sql);
        if (!announced.areAboutOwn(sql)) {
            return statement;
        }
        ProxyConfig announcing =
                ProxyConfig.Builder.create().queryListener(announced).build();
        return proxies.createPreparedStatement(statement, sql, info, connection, announcing, false);
    }

    Statement watch(Statement statement) {
        return proxies.createStatement(statement, info, connection, config);
    }

    PreparedStatement watch(PreparedStatement statement, String sql) {
        return isOfInterest(sql)
                ? proxies.createPreparedStatement(statement, sql, info, connection, config, false)
                : statement;
    }

    CallableStatement watch(CallableStatement statement, String sql) {
        return isOfInterest(sql)
                ? proxies.createCallableStatement(statement, sql, info, connection, config)
                : statement;
    }

    /** Who executes it may be another than who has prepared it, and what a select calls may write. */
    private boolean isOfInterest(String sql) {
        return announced != null || concerned(sql) != null;
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
        if (announced != null) {
            announced.beforeQuery(execution, queries);
        }
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        if (announced != null && !announced.after(execution, queries)) {
            return;
        }
        record(execution, queries);
    }

    private void record(ExecutionInfo execution, List<QueryInfo> queries) {
        try {
            long[] counts = execution.isSuccess() ? null : countsOfFailed(execution.getThrowable());
            for (int i = 0; i < queries.size(); i++) {
                Concerned concerned = concerned(queries.get(i).getQuery());
                if (concerned == null) {
                    continue;
                }
                List<List<ParameterSetOperation>> executions = queries.get(i).getParametersList();
                if (execution.isSuccess()) {
                    Long rows = queries.size() == 1 ? rows(execution) : rows(execution.getResult(), i);
                    executed(concerned, executions, rows, null);
                } else if (counts != null) {
                    // One without parameters has no list of them.
                    partlyExecuted(
                            concerned,
                            executions.isEmpty() ? List.of(List.of()) : executions,
                            queries.size() == 1 ? 0 : i,
                            counts);
                } else if (concerned.statement().isSeveral()) {
                    executed(concerned, executions, null, "it failed, perhaps not at its beginning");
                }
            }
        } catch (Throwable e) { // It has been executed, and nothing that goes wrong here undoes it.
            units.get(0).failures().report("statement-unrecorded", "A statement is missing in the log", e);
        }
    }

    /** A batch that fails may leave what the database has carried out of it. */
    private static long @Nullable [] countsOfFailed(@Nullable Throwable failure) {
        return failure instanceof BatchUpdateException batch ? batch.getLargeUpdateCounts() : null;
    }

    /** @param first where the counts of its executions begin */
    private void partlyExecuted(
            Concerned concerned, List<List<ParameterSetOperation>> executions, int first, long[] counts)
            throws SQLException {
        List<List<ParameterSetOperation>> done = new ArrayList<>();
        Long rows = 0L;
        for (int i = 0; i < executions.size() && first + i < counts.length; i++) {
            long count = counts[first + i];
            if (count != Statement.EXECUTE_FAILED) {
                done.add(executions.get(i));
                rows = rows == null || count < 0 ? null : (Long) (rows + count);
            }
        }
        if (!done.isEmpty()) {
            executed(concerned, done, rows, "its batch failed in part");
        }
    }

    private void executed(
            Concerned concerned,
            List<List<ParameterSetOperation>> executions,
            @Nullable Long rows,
            @Nullable String note)
            throws SQLException {
        boolean isCounted = concerned.statement().isCounted();
        if (isCounted && rows != null && rows == 0) {
            return;
        }
        StatementWatch unit = concerned.unit();
        unit.policy().count(unit.unit(), Way.JDBC);
        if (unit.policy().isRecorded()) {
            Attribution by = unit.recorder().attribution();
            StatementRecord record = record(concerned, executions, isCounted ? rows : null, note, by);
            Set<String> types = concerned.concern().entities();
            AuditPause pause = by.pauseOf(record.tables());
            unit.recorder().outside(connection, changes -> changes.add(record, types, pause));
        }
    }

    private StatementRecord record(
            Concerned concerned,
            List<List<ParameterSetOperation>> operations,
            @Nullable Long rows,
            @Nullable String note,
            Attribution by) {
        List<Map<String, @Nullable Object>> executions = new ArrayList<>();
        for (List<ParameterSetOperation> parameters : operations) {
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
                note == null ? statement.note() : statement.note() == null ? note : statement.note() + "; " + note,
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
