package io.audittrail.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries, and the clauses that other statements share with them: which tables stand behind which names, and which
 * columns the values in them go to.
 */
final class QueryRead {

    /** What a query may do beside being one. */
    interface Changes {
        void statement(Statement within);

        void table(Table table);
    }

    private final Changes changes;
    private final NamedTables named;
    private final ExpressionRead expressions = new ExpressionRead(this::select);

    QueryRead(Changes changes, NamedTables named) {
        this.changes = changes;
        this.named = named;
    }

    /** Of the same statement. */
    ExpressionRead expressions() {
        return expressions;
    }

    void with(@Nullable List<WithItem<?>> items) {
        for (WithItem<?> item : Clauses.each(items)) {
            ParenthesedStatement inner = item.getParenthesedStatement();
            List<String> given = new ArrayList<>();
            for (SelectItem<?> column : Clauses.each(item.getWithItemList())) {
                given.add(Clauses.lower(column.getExpression().toString()));
            }
            if (inner instanceof ParenthesedSelect select) {
                derived(select, given);
                named.note(item.getUnquotedAliasName(), select);
            } else {
                changes.statement(within(inner));
            }
        }
    }

    private static Statement within(ParenthesedStatement statement) {
        if (statement instanceof ParenthesedInsert insert) {
            return insert.getInsert();
        }
        if (statement instanceof ParenthesedUpdate update) {
            return update.getUpdate();
        }
        return statement instanceof ParenthesedDelete delete ? delete.getDelete() : statement;
    }

    /** A subquery that gives its columns to those further outside. */
    private void derived(Select select, List<String> given) {
        if (select instanceof ParenthesedSelect inner) {
            with(inner.getWithItemsList());
            derived(inner.getSelect(), given.isEmpty() ? aliasColumns(inner.getAlias()) : given);
        } else if (select instanceof SetOperationList several) {
            with(several.getWithItemsList());
            several.getSelects().forEach(each -> derived(each, given));
        } else if (select instanceof Values values) {
            given.forEach(expressions::name);
            rows(values, given.isEmpty() ? aliasColumns(values.getAlias()) : given);
        } else if (select instanceof PlainSelect plain) {
            with(plain.getWithItemsList());
            List<SelectItem<?>> items = Clauses.each(plain.getSelectItems());
            for (int i = 0; i < items.size(); i++) {
                SelectItem<?> item = items.get(i);
                String name =
                        i < given.size() ? given.get(i) : item.getAlias() == null ? null : item.getUnquotedAliasName();
                if (name == null) {
                    expressions.value(item.getExpression(), ColumnContext.ANYTHING);
                } else {
                    expressions.name(Clauses.lower(name));
                    expressions.value(item.getExpression(), ColumnContext.NOTHING.and(List.of(Clauses.lower(name))));
                }
            }
            rest(plain, ColumnContext.NOTHING);
        }
    }

    private static List<String> aliasColumns(@Nullable Alias alias) {
        List<String> names = new ArrayList<>();
        if (alias != null) {
            Clauses.each(alias.getAliasColumns())
                    .forEach(column ->
                            names.add(Clauses.lower(SqlName.of(column.name).text())));
        }
        return names;
    }

    /** What goes into these columns, place by place. */
    void rows(Select select, List<String> columns) {
        with(select.getWithItemsList());
        if (select instanceof ParenthesedSelect inner) {
            rows(inner.getSelect(), columns);
        } else if (select instanceof SetOperationList several) {
            several.getSelects().forEach(each -> rows(each, columns));
        } else if (select instanceof Values values) {
            List<? extends Expression> parts = values.getExpressions();
            boolean several = !parts.isEmpty() && parts.stream().allMatch(each -> each instanceof ExpressionList<?>);
            if (several) {
                parts.forEach(each -> row((ExpressionList<?>) each, columns));
            } else {
                row(values.getExpressions(), columns);
            }
        } else if (select instanceof PlainSelect plain) {
            List<Expression> items = new ArrayList<>();
            Clauses.each(plain.getSelectItems()).forEach(item -> items.add(item.getExpression()));
            place(items, columns);
            rest(plain, ColumnContext.NOTHING);
        }
    }

    void row(@Nullable ExpressionList<?> row, List<String> columns) {
        if (row != null) {
            place(row, columns);
        }
    }

    private void place(List<? extends Expression> values, List<String> columns) {
        boolean fits = values.size() == columns.size();
        for (int i = 0; i < values.size(); i++) {
            expressions.value(
                    values.get(i), fits ? ColumnContext.NOTHING.and(List.of(columns.get(i))) : ColumnContext.ANYTHING);
        }
    }

    void sets(@Nullable List<UpdateSet> sets) {
        for (UpdateSet set : Clauses.each(sets)) {
            List<String> columns = Clauses.names(set.getColumns());
            List<? extends Expression> values = Clauses.each(set.getValues());
            if (values.size() == 1
                    && columns.size() != 1
                    && values.get(0) instanceof ParenthesedExpressionList<?> tuple) {
                place(tuple, columns);
            } else if (values.size() == 1 && columns.size() != 1) {
                expressions.value(values.get(0), ColumnContext.NOTHING.and(columns));
            } else {
                place(values, columns);
            }
        }
    }

    void from(@Nullable FromItem item, @Nullable List<Join> joins) {
        source(item);
        joins(joins);
    }

    void joins(@Nullable List<Join> joins) {
        for (Join join : Clauses.each(joins)) {
            source(join.getFromItem());
            join.getOnExpressions().forEach(expressions::condition);
        }
    }

    private void source(@Nullable FromItem item) {
        if (item instanceof Table table) {
            named.note(table);
        } else if (item instanceof ParenthesedFromItem inner) {
            if (inner.getFromItem() instanceof Select select) {
                derived(select, aliasColumns(inner.getAlias()));
            } else {
                source(inner.getFromItem());
            }
            joins(inner.getJoins());
        } else if (item instanceof Select select) {
            derived(select, aliasColumns(select.getAlias()));
        } else if (item instanceof Expression function) {
            expressions.value(function, ColumnContext.ANYTHING);
        }
    }

    /** A query inside of an expression. */
    void select(Select select, ColumnContext context) {
        with(select.getWithItemsList());
        if (select instanceof ParenthesedSelect inner) {
            select(inner.getSelect(), context);
        } else if (select instanceof SetOperationList several) {
            several.getSelects().forEach(each -> select(each, context));
        } else if (select instanceof Values values) {
            values.getExpressions().forEach(each -> expressions.value(each, context));
        } else if (select instanceof PlainSelect plain) {
            Clauses.each(plain.getIntoTables()).forEach(changes::table);
            Clauses.each(plain.getSelectItems()).forEach(item -> expressions.value(item.getExpression(), context));
            rest(plain, context);
        }
    }

    /** All but what it selects. */
    private void rest(PlainSelect plain, ColumnContext context) {
        from(plain.getFromItem(), plain.getJoins());
        expressions.walk(plain.getWhere(), context);
        expressions.walk(plain.getHaving(), context);
    }
}
