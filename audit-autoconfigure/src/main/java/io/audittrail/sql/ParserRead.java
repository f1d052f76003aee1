package io.audittrail.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.RenameTableStatement;
import net.sf.jsqlparser.statement.comment.Comment;
import net.sf.jsqlparser.statement.create.index.CreateIndex;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.view.AlterView;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeUpdate;
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
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import net.sf.jsqlparser.statement.upsert.Upsert;
import org.jspecify.annotations.Nullable;

/** One statement as JSqlParser understands it. Only this class knows JSqlParser: an application may lack it. */
final class ParserRead {

    private static final int DEEPEST_COMPLEX = 5;

    private final List<SqlTable> tables = new ArrayList<>();
    private final ParameterColumns parameters = new ParameterColumns();

    /** By alias or name, in small letters, the tables that stand behind it in this statement. */
    private final Map<String, List<Table>> behind = new TreeMap<>();

    private ParserRead() {}

    /**
     * @param depth how deep it nests: what the parser can do beyond the usual takes it five times as long for each level
     * @return null when it could not be understood
     */
    static @Nullable Understood read(String canonical, SqlDialect dialect, int depth) {
        Understood usual = read(canonical, dialect, false);
        return usual == null && depth <= DEEPEST_COMPLEX ? read(canonical, dialect, true) : usual;
    }

    private static @Nullable Understood read(String canonical, SqlDialect dialect, boolean complex) {
        try {
            // Not by CCJSqlParserUtil, which starts a thread for each statement.
            CCJSqlParser parser = new CCJSqlParser(new StringProvider(canonical))
                    .withSquareBracketQuotation(dialect == SqlDialect.SQL_SERVER)
                    .withAllowComplexParsing(complex);
            ParserRead read = new ParserRead();
            return read.statement(parser.Statement()) ? new Understood(read.tables, read.parameters.columns()) : null;
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private boolean statement(@Nullable Statement statement) {
        if (statement instanceof Insert insert) {
            insert(insert);
        } else if (statement instanceof Update update) {
            update(update);
        } else if (statement instanceof Delete delete) {
            delete(delete);
        } else if (statement instanceof Merge merge) {
            merge(merge);
        } else if (statement instanceof Upsert upsert) {
            upsert(upsert);
        } else if (statement instanceof Select select) {
            select(select, ColumnContext.NOTHING);
        } else {
            return definition(statement);
        }
        return true;
    }

    private boolean definition(@Nullable Statement statement) {
        if (statement instanceof Truncate truncate) {
            List<Table> several = each(truncate.getTables());
            (several.isEmpty() ? List.of(truncate.getTable()) : several).forEach(this::changed);
        } else if (statement instanceof Alter alter) {
            changed(alter.getTable());
        } else if (statement instanceof Drop drop) {
            changed(drop.getName());
            for (String further : each(drop.getParameters())) {
                if (!Set.of("CASCADE", "RESTRICT", "CONSTRAINTS", "PURGE").contains(further.toUpperCase(Locale.ROOT))) {
                    return false; // More than one, perhaps.
                }
            }
        } else if (statement instanceof CreateTable create) {
            changed(create.getTable());
            if (create.getSelect() != null) {
                select(create.getSelect(), ColumnContext.ANYTHING);
            }
        } else if (statement instanceof CreateIndex index) {
            changed(index.getTable());
        } else if (statement instanceof CreateView view) {
            changed(view.getView());
        } else if (statement instanceof AlterView view) {
            changed(view.getView());
        } else if (statement instanceof RenameTableStatement rename) {
            rename.getTableNames().forEach(names -> {
                changed(names.getKey());
                changed(names.getValue());
            });
        } else if (statement instanceof Comment comment) {
            changed(comment.getTable());
            changed(comment.getView());
            changed(comment.getColumn() == null ? null : comment.getColumn().getTable());
        } else {
            return false;
        }
        return !tables.isEmpty();
    }

    private void insert(Insert insert) {
        with(insert.getWithItemsList());
        changed(insert.getTable());
        List<String> columns = names(insert.getColumns());
        if (insert.getSelect() != null) {
            rows(insert.getSelect(), columns);
        }
        sets(insert.getSetUpdateSets());
        sets(insert.getDuplicateUpdateSets());
        if (insert.getConflictTarget() != null) {
            condition(insert.getConflictTarget().getIndexExpression());
            condition(insert.getConflictTarget().getWhereExpression());
        }
        if (insert.getConflictAction() != null) {
            sets(insert.getConflictAction().getUpdateSets());
            condition(insert.getConflictAction().getWhereExpression());
        }
    }

    private void update(Update update) {
        with(update.getWithItemsList());
        from(update.getFromItem(), update.getJoins());
        joins(update.getStartJoins());
        note(update.getTable());
        List<Join> start = each(update.getStartJoins());
        if (start.isEmpty()) {
            changedBehind(update.getTable());
        } else {
            // MariaDB: the columns say which of the joined tables are changed; without a table, each may be.
            boolean all = false;
            for (UpdateSet set : each(update.getUpdateSets())) {
                for (Column column : set.getColumns()) {
                    all |= column.getTable() == null;
                    changedBehind(column.getTable());
                }
            }
            if (all) {
                changedBehind(update.getTable());
                start.forEach(join -> changedBehind(join.getFromItem() instanceof Table table ? table : null));
            }
        }
        sets(update.getUpdateSets());
        condition(update.getWhere());
    }

    private void delete(Delete delete) {
        with(delete.getWithItemsList());
        note(delete.getTable());
        each(delete.getUsingList()).forEach(this::note);
        joins(delete.getJoins());
        List<Table> targets = each(delete.getTables());
        if (targets.isEmpty()) {
            changedBehind(delete.getTable());
        } else {
            targets.forEach(this::changedBehind);
        }
        condition(delete.getWhere());
    }

    private void merge(Merge merge) {
        with(merge.getWithItemsList());
        changed(merge.getTable());
        from(merge.getFromItem(), List.of());
        condition(merge.getOnCondition());
        for (MergeOperation operation : each(merge.getOperations())) {
            if (operation instanceof MergeInsert insert) {
                condition(insert.getAndPredicate());
                condition(insert.getWhereCondition());
                row(insert.getValues(), names(insert.getColumns()));
            } else if (operation instanceof MergeUpdate update) {
                condition(update.getAndPredicate());
                condition(update.getWhereCondition());
                condition(update.getDeleteWhereCondition());
                sets(update.getUpdateSets());
            } else if (operation instanceof MergeDelete delete) {
                condition(delete.getAndPredicate());
            }
        }
    }

    private void upsert(Upsert upsert) {
        changed(upsert.getTable());
        if (upsert.getSelect() != null) {
            rows(upsert.getSelect(), names(upsert.getColumns()));
        }
        sets(upsert.getUpdateSets());
        sets(upsert.getDuplicateUpdateSets());
    }

    private void with(@Nullable List<WithItem<?>> items) {
        for (WithItem<?> item : each(items)) {
            ParenthesedStatement inner = item.getParenthesedStatement();
            List<String> given = new ArrayList<>();
            for (SelectItem<?> column : each(item.getWithItemList())) {
                given.add(lower(column.getExpression().toString()));
            }
            if (inner instanceof ParenthesedSelect select) {
                derived(select, given);
                List<Table> within = new ArrayList<>();
                tablesOf(select, within);
                behind.put(lower(item.getUnquotedAliasName()), within);
            } else {
                statement(within(inner));
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
            given.forEach(parameters::name);
            rows(values, given.isEmpty() ? aliasColumns(values.getAlias()) : given);
        } else if (select instanceof PlainSelect plain) {
            with(plain.getWithItemsList());
            List<SelectItem<?>> items = each(plain.getSelectItems());
            for (int i = 0; i < items.size(); i++) {
                SelectItem<?> item = items.get(i);
                String name =
                        i < given.size() ? given.get(i) : item.getAlias() == null ? null : item.getUnquotedAliasName();
                if (name == null) {
                    value(item.getExpression(), ColumnContext.ANYTHING);
                } else {
                    parameters.name(lower(name));
                    value(item.getExpression(), ColumnContext.NOTHING.and(List.of(lower(name))));
                }
            }
            rest(plain, ColumnContext.NOTHING);
        }
    }

    private static List<String> aliasColumns(@Nullable Alias alias) {
        List<String> names = new ArrayList<>();
        if (alias != null) {
            each(alias.getAliasColumns())
                    .forEach(column -> names.add(lower(SqlName.of(column.name).text())));
        }
        return names;
    }

    /** What goes into these columns, place by place. */
    private void rows(Select select, List<String> columns) {
        with(select.getWithItemsList());
        if (select instanceof ParenthesedSelect inner) {
            rows(inner.getSelect(), columns);
        } else if (select instanceof SetOperationList several) {
            several.getSelects().forEach(each -> rows(each, columns));
        } else if (select instanceof Values values) {
            List<? extends Expression> expressions = values.getExpressions();
            boolean several =
                    !expressions.isEmpty() && expressions.stream().allMatch(each -> each instanceof ExpressionList<?>);
            if (several) {
                expressions.forEach(each -> row((ExpressionList<?>) each, columns));
            } else {
                row(values.getExpressions(), columns);
            }
        } else if (select instanceof PlainSelect plain) {
            List<Expression> items = new ArrayList<>();
            each(plain.getSelectItems()).forEach(item -> items.add(item.getExpression()));
            place(items, columns);
            rest(plain, ColumnContext.NOTHING);
        }
    }

    private void row(@Nullable ExpressionList<?> row, List<String> columns) {
        if (row != null) {
            place(row, columns);
        }
    }

    private void place(List<? extends Expression> values, List<String> columns) {
        boolean fits = values.size() == columns.size();
        for (int i = 0; i < values.size(); i++) {
            value(values.get(i), fits ? ColumnContext.NOTHING.and(List.of(columns.get(i))) : ColumnContext.ANYTHING);
        }
    }

    private void sets(@Nullable List<UpdateSet> sets) {
        for (UpdateSet set : each(sets)) {
            List<String> columns = names(set.getColumns());
            List<? extends Expression> values = each(set.getValues());
            if (values.size() == 1
                    && columns.size() != 1
                    && values.get(0) instanceof ParenthesedExpressionList<?> tuple) {
                place(tuple, columns);
            } else if (values.size() == 1 && columns.size() != 1) {
                value(values.get(0), ColumnContext.NOTHING.and(columns));
            } else {
                place(values, columns);
            }
        }
    }

    private void from(@Nullable FromItem item, @Nullable List<Join> joins) {
        source(item);
        joins(joins);
    }

    private void joins(@Nullable List<Join> joins) {
        for (Join join : each(joins)) {
            source(join.getFromItem());
            join.getOnExpressions().forEach(this::condition);
        }
    }

    private void source(@Nullable FromItem item) {
        if (item instanceof Table table) {
            note(table);
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
            value(function, ColumnContext.ANYTHING);
        }
    }

    /** A query inside of an expression. */
    private void select(Select select, ColumnContext context) {
        with(select.getWithItemsList());
        if (select instanceof ParenthesedSelect inner) {
            select(inner.getSelect(), context);
        } else if (select instanceof SetOperationList several) {
            several.getSelects().forEach(each -> select(each, context));
        } else if (select instanceof Values values) {
            values.getExpressions().forEach(each -> value(each, context));
        } else if (select instanceof PlainSelect plain) {
            each(plain.getIntoTables()).forEach(this::changed);
            each(plain.getSelectItems()).forEach(item -> value(item.getExpression(), context));
            rest(plain, context);
        }
    }

    /** All but what it selects. */
    private void rest(PlainSelect plain, ColumnContext context) {
        from(plain.getFromItem(), plain.getJoins());
        walk(plain.getWhere(), context);
        walk(plain.getHaving(), context);
    }

    private void condition(@Nullable Expression condition) {
        walk(condition, ColumnContext.NOTHING);
    }

    /** Parts of a condition have nothing to do with each other. */
    private void walk(@Nullable Expression condition, ColumnContext context) {
        if (condition instanceof AndExpression and) {
            walk(and.getLeftExpression(), context);
            walk(and.getRightExpression(), context);
        } else if (condition instanceof OrExpression or) {
            walk(or.getLeftExpression(), context);
            walk(or.getRightExpression(), context);
        } else if (condition instanceof InExpression in) {
            among(in, context);
        } else if (condition instanceof NotExpression not) {
            walk(not.getExpression(), context);
        } else if (condition instanceof ParenthesedExpressionList<?> group && group.size() == 1) {
            walk(group.get(0), context);
        } else if (condition != null) {
            value(condition, context);
        }
    }

    /** The parser takes what follows {@code IN (…)} by {@code AND} and {@code OR} for a part of it. */
    private void among(InExpression in, ColumnContext context) {
        List<Expression> parts = new ArrayList<>(List.of(in.getLeftExpression()));
        Expression right = in.getRightExpression();
        while (right instanceof AndExpression || right instanceof OrExpression) {
            BinaryExpression both = (BinaryExpression) right;
            walk(both.getRightExpression(), context);
            right = both.getLeftExpression();
        }
        parts.add(right);
        value(parts, context);
    }

    private void value(Expression expression, ColumnContext context) {
        value(List.of(expression), context);
    }

    /** All columns and parameters of a value belong together. */
    private void value(List<Expression> expressions, ColumnContext context) {
        Contents contents = new Contents();
        expressions.forEach(expression -> expression.accept(contents, null));
        ColumnContext all = context.and(contents.columns);
        parameters.add(all, contents.numbers);
        contents.selects.forEach(select -> select(select, all));
    }

    private void changed(@Nullable Table table) {
        if (table != null) {
            tables.add(named(table));
        }
    }

    /** The target of an update or a deletion, which may be an alias, or a query that has a name. */
    private void changedBehind(@Nullable Table target) {
        if (target == null) {
            return;
        }
        List<Table> found = target.getSchemaName() == null ? behind.get(lower(target.getUnquotedName())) : null;
        if (found == null || found.isEmpty()) {
            changed(target);
        } else {
            found.forEach(this::changed);
        }
    }

    /** Remembers the alias of a table. */
    private void note(@Nullable Table table) {
        if (table != null && table.getAlias() != null) {
            behind.put(lower(table.getAlias().getUnquotedName()), List.of(table));
        }
    }

    private static void tablesOf(@Nullable Select select, List<Table> tables) {
        if (select instanceof ParenthesedSelect inner) {
            tablesOf(inner.getSelect(), tables);
        } else if (select instanceof PlainSelect plain) {
            if (plain.getFromItem() instanceof Table table) {
                tables.add(table);
            }
            for (Join join : each(plain.getJoins())) {
                if (join.getFromItem() instanceof Table table) {
                    tables.add(table);
                }
            }
        }
    }

    private static SqlTable named(Table table) {
        String catalog = table.getCatalogName();
        String schema = table.getSchemaName();
        return new SqlTable(
                catalog == null || catalog.isEmpty() ? null : SqlName.of(catalog),
                schema == null || schema.isEmpty() ? null : SqlName.of(schema),
                SqlName.of(table.getName()));
    }

    private static List<String> names(@Nullable List<Column> columns) {
        return each(columns).stream()
                .map(column -> lower(SqlName.of(column.getColumnName()).text()))
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static <T> List<T> each(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** What stands in an expression, but for its queries, which are kept. */
    private static final class Contents extends ExpressionVisitorAdapter<Void> {

        private final Set<String> columns = new TreeSet<>();
        private final List<Integer> numbers = new ArrayList<>();
        private final List<Select> selects = new ArrayList<>();

        @Override
        public <S> Void visit(Column column, S context) {
            columns.add(lower(SqlName.of(column.getColumnName()).text()));
            return null;
        }

        @Override
        public <S> Void visit(JdbcParameter parameter, S context) {
            numbers.add(parameter.getIndex());
            return null;
        }

        @Override
        public <S> Void visit(ParenthesedSelect select, S context) {
            selects.add(select);
            return null;
        }

        @Override
        public <S> Void visit(Select select, S context) {
            selects.add(select);
            return null;
        }
    }
}
