package io.audittrail.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.RenameTableStatement;
import net.sf.jsqlparser.statement.comment.Comment;
import net.sf.jsqlparser.statement.create.index.CreateIndex;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.view.AlterView;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeUpdate;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import net.sf.jsqlparser.statement.upsert.Upsert;
import org.jspecify.annotations.Nullable;

/**
 * One statement as JSqlParser understands it: the tables that it changes. This class and those that it hands the parts of a
 * statement to are the only ones that know JSqlParser: an application may lack it.
 */
final class ParserRead {

    private static final int DEEPEST_COMPLEX = 5;

    private final List<SqlTable> tables = new ArrayList<>();
    private final NamedTables named = new NamedTables();
    private final QueryRead queries = new QueryRead(new Within(), named);
    private final ExpressionRead expressions = queries.expressions();

    private ParserRead() {}

    private final class Within implements QueryRead.Changes {
        @Override
        public void statement(Statement within) {
            ParserRead.this.statement(within);
        }

        @Override
        public void table(Table table) {
            changed(table);
        }
    }

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
            return read.statement(parser.Statement()) ? new Understood(read.tables, read.expressions.columns()) : null;
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
            queries.select(select, ColumnContext.NOTHING);
        } else {
            return definition(statement);
        }
        return true;
    }

    private boolean definition(@Nullable Statement statement) {
        if (statement instanceof Truncate truncate) {
            List<Table> several = Clauses.each(truncate.getTables());
            (several.isEmpty() ? List.of(truncate.getTable()) : several).forEach(this::changed);
        } else if (statement instanceof Alter alter) {
            changed(alter.getTable());
        } else if (statement instanceof Drop drop) {
            changed(drop.getName());
            for (String further : Clauses.each(drop.getParameters())) {
                if (!Set.of("CASCADE", "RESTRICT", "CONSTRAINTS", "PURGE").contains(further.toUpperCase(Locale.ROOT))) {
                    return false; // More than one, perhaps.
                }
            }
        } else if (statement instanceof CreateTable create) {
            changed(create.getTable());
            if (create.getSelect() != null) {
                queries.select(create.getSelect(), ColumnContext.ANYTHING);
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
        queries.with(insert.getWithItemsList());
        changed(insert.getTable());
        List<String> columns = Clauses.names(insert.getColumns());
        if (insert.getSelect() != null) {
            queries.rows(insert.getSelect(), columns);
        }
        queries.sets(insert.getSetUpdateSets());
        queries.sets(insert.getDuplicateUpdateSets());
        if (insert.getConflictTarget() != null) {
            expressions.condition(insert.getConflictTarget().getIndexExpression());
            expressions.condition(insert.getConflictTarget().getWhereExpression());
        }
        if (insert.getConflictAction() != null) {
            queries.sets(insert.getConflictAction().getUpdateSets());
            expressions.condition(insert.getConflictAction().getWhereExpression());
        }
    }

    private void update(Update update) {
        queries.with(update.getWithItemsList());
        queries.from(update.getFromItem(), update.getJoins());
        queries.joins(update.getStartJoins());
        named.note(update.getTable());
        List<Join> start = Clauses.each(update.getStartJoins());
        if (start.isEmpty()) {
            changedBehind(update.getTable());
        } else {
            // MariaDB: the columns say which of the joined tables are changed; without a table, each may be.
            boolean all = false;
            for (UpdateSet set : Clauses.each(update.getUpdateSets())) {
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
        queries.sets(update.getUpdateSets());
        expressions.condition(update.getWhere());
    }

    private void delete(Delete delete) {
        queries.with(delete.getWithItemsList());
        named.note(delete.getTable());
        Clauses.each(delete.getUsingList()).forEach(named::note);
        queries.joins(delete.getJoins());
        List<Table> targets = Clauses.each(delete.getTables());
        if (targets.isEmpty()) {
            changedBehind(delete.getTable());
        } else {
            targets.forEach(this::changedBehind);
        }
        expressions.condition(delete.getWhere());
    }

    private void merge(Merge merge) {
        queries.with(merge.getWithItemsList());
        changed(merge.getTable());
        queries.from(merge.getFromItem(), List.of());
        expressions.condition(merge.getOnCondition());
        for (MergeOperation operation : Clauses.each(merge.getOperations())) {
            if (operation instanceof MergeInsert insert) {
                expressions.condition(insert.getAndPredicate());
                expressions.condition(insert.getWhereCondition());
                queries.row(insert.getValues(), Clauses.names(insert.getColumns()));
            } else if (operation instanceof MergeUpdate update) {
                expressions.condition(update.getAndPredicate());
                expressions.condition(update.getWhereCondition());
                expressions.condition(update.getDeleteWhereCondition());
                queries.sets(update.getUpdateSets());
            } else if (operation instanceof MergeDelete delete) {
                expressions.condition(delete.getAndPredicate());
            }
        }
    }

    private void upsert(Upsert upsert) {
        changed(upsert.getTable());
        if (upsert.getSelect() != null) {
            queries.rows(upsert.getSelect(), Clauses.names(upsert.getColumns()));
        }
        queries.sets(upsert.getUpdateSets());
        queries.sets(upsert.getDuplicateUpdateSets());
    }

    private void changed(@Nullable Table table) {
        if (table != null) {
            tables.add(nameOf(table));
        }
    }

    /** The target of an update or a deletion, which may be an alias, or a query that has a name. */
    private void changedBehind(@Nullable Table target) {
        if (target != null) {
            named.behind(target).forEach(this::changed);
        }
    }

    private static SqlTable nameOf(Table table) {
        String catalog = table.getCatalogName();
        String schema = table.getSchemaName();
        return new SqlTable(
                catalog == null || catalog.isEmpty() ? null : SqlName.of(catalog),
                schema == null || schema.isEmpty() ? null : SqlName.of(schema),
                SqlName.of(table.getName()));
    }
}
