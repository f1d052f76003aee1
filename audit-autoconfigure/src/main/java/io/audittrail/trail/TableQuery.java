package io.audittrail.trail;

import io.audittrail.AuditQuery;
import io.audittrail.database.Dialect;
import io.audittrail.tables.AuditTables;
import io.audittrail.tables.StorableText;
import io.audittrail.tables.TableNames;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query as SQL on the audit tables, for one piece of the answer after the other. Asks for no less than what matches; what
 * remains is for {@link Criteria#match}. Whoever has made a change is in the row of the change or in that of its transaction:
 * each of the two is asked by its own index.
 */
final class TableQuery {

    /** What takes longer is not found by its actor, where that is asked for from a time on that comes after its begin. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Criteria criteria;
    private final Dialect dialect;
    private final TableNames tables;
    private final List<Branch> branches = new ArrayList<>();

    /**
     * One of the selects of which the answers go together.
     *
     * @param time the column by which its rows are in order
     */
    private record Branch(StringBuilder sql, String time, List<Object> parameters) {

        Branch(String from, String time) {
            this(
                    new StringBuilder("select a.id, " + time + " as issued_at, a.line from " + from + " where 1 = 1"),
                    time,
                    new ArrayList<>());
        }

        void and(String condition, Object parameter) {
            sql.append(" and ").append(condition);
            parameters.add(parameter);
        }

        void among(String column, Collection<?> values) {
            if (!values.isEmpty()) {
                sql.append(" and ").append(column).append(" in (");
                sql.append(String.join(", ", Collections.nCopies(values.size(), "?")))
                        .append(')');
                values.forEach(value -> parameters.add(name(String.valueOf(value))));
            }
        }
    }

    TableQuery(Criteria criteria, TypeNames names, Dialect dialect, TableNames tables) {
        this.criteria = criteria;
        this.dialect = dialect;
        this.tables = tables;
        addBranches(branch -> branch.among("a.entity", criteria.entities()));
        criteria.query().types().stream()
                .filter(type -> mayBeTable(type, names))
                .forEach(table -> addBranches(branch -> ofTable(branch, table)));
    }

    /** Rows of triggers may be of a table and of no entity. */
    private boolean mayBeTable(String type, TypeNames names) {
        return dialect == Dialect.POSTGRESQL
                && type.indexOf('.') >= 0
                && names.tablesOf(type).isEmpty();
    }

    private static void ofTable(Branch branch, String name) {
        int last = name.lastIndexOf('.');
        branch.sql().append(" and a.entity is null");
        branch.and("a.table_schema = ?", name.substring(0, last));
        branch.and("a.table_name = ?", name.substring(last + 1));
    }

    private void addBranches(Consumer<Branch> restriction) {
        AuditQuery query = criteria.query();
        String activities = "audit_activity a";
        String both = activities + " join audit_transaction t on t.id = a.transaction_id";
        Branch ofActivities = new Branch(query.unit() == null ? activities : both, "a.issued_at");
        add(ofActivities, restriction);
        if (query.actor() != null) {
            ofActivities.and("a.actor = ?", name(query.actor()));
            Branch ofTransactions = new Branch(both, "t.issued_at");
            ofTransactions.and("a.actor is null and t.actor = ?", name(query.actor()));
            add(ofTransactions, restriction);
        }
    }

    private void add(Branch branch, Consumer<Branch> restriction) {
        restriction.accept(branch);
        restrict(branch);
        branches.add(branch);
    }

    private void restrict(Branch branch) {
        AuditQuery query = criteria.query();
        branch.among(
                "a.entity_id",
                criteria.ids().stream()
                        .map(id -> id instanceof Map<?, ?> parts ? AuditTables.compositeId(parts) : id)
                        .toList());
        branch.among(
                "a.operation",
                query.actions().stream().flatMap(AuditTables::operations).toList());
        UUID tx = uuid(query.tx());
        if (tx != null) {
            branch.and("a.transaction_id = ?", dialect.uuid(tx));
        }
        if (query.label() != null) {
            branch.and("a.label = ?", Objects.requireNonNull(StorableText.of(query.label())));
        }
        if (query.unit() != null) {
            branch.and("t.unit = ?", name(query.unit()));
        }
        if (query.from() != null) {
            branch.and(branch.time() + " >= ?", dialect.time(begin(branch, query.from())));
        }
        if (query.to() != null) {
            branch.and(branch.time() + " <= ?", dialect.time(query.to()));
        }
    }

    /** A trigger writes the time of the change, which is after that of its transaction. */
    private Instant begin(Branch branch, Instant from) {
        Instant begin = from.truncatedTo(ChronoUnit.MICROS);
        return dialect == Dialect.POSTGRESQL && branch.time().startsWith("t.") ? begin.minus(LONGEST) : begin;
    }

    /** Null for what names no transaction of ours; other writings of one are found by looking at all. */
    private static @Nullable UUID uuid(@Nullable String tx) {
        try {
            UUID uuid = tx == null ? null : UUID.fromString(tx);
            return uuid != null && uuid.toString().equals(tx) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Ids, times and lines of the next rows, no more than the limit. */
    String sql(int limit) {
        boolean isForward = criteria.query().isOldestFirst();
        String behind = isForward ? ">" : "<";
        String order = isForward ? " asc" : " desc";
        List<String> selects = branches.stream()
                .map(branch -> branch.sql() + " and " + branch.time() + ' ' + behind + "= ? and (" + branch.time() + ' '
                        + behind + " ? or a.id " + behind + " ?) order by " + branch.time() + order + ", a.id" + order
                        + dialect.atMost(limit))
                .toList();
        String all = selects.size() == 1
                ? selects.get(0)
                : '(' + String.join(") union all (", selects) + ") order by issued_at" + order + ", id" + order
                        + dialect.atMost(limit);
        return tables.in(all);
    }

    /** Begins behind a row. */
    void bind(PreparedStatement statement, Instant time, long id) throws SQLException {
        int place = 0;
        for (Branch branch : branches) {
            for (Object parameter : branch.parameters()) {
                statement.setObject(++place, parameter);
            }
            statement.setObject(++place, dialect.time(time));
            statement.setObject(++place, dialect.time(time));
            statement.setLong(++place, id);
        }
    }

    /** As it is stored. */
    private static String name(String text) {
        return Objects.requireNonNull(StorableText.name(text));
    }
}
