package io.audittrail.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Finds the parameters of expressions, and the columns each of them belongs to. What is a query in them is left to others. */
final class ExpressionRead {

    /** Reads a query inside of an expression. */
    interface Queries {
        void read(Select query, ColumnContext context);
    }

    private final ParameterColumns parameters = new ParameterColumns();
    private final Queries queries;

    ExpressionRead(Queries queries) {
        this.queries = queries;
    }

    Map<Integer, Set<String>> columns() {
        return parameters.columns();
    }

    /** A subquery calls a value by this name. */
    void name(String given) {
        parameters.name(given);
    }

    void condition(@Nullable Expression condition) {
        walk(condition, ColumnContext.NOTHING);
    }

    /** Parts of a condition have nothing to do with each other. */
    void walk(@Nullable Expression condition, ColumnContext context) {
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

    void value(Expression expression, ColumnContext context) {
        value(List.of(expression), context);
    }

    /** All columns and parameters of a value belong together. */
    void value(List<Expression> expressions, ColumnContext context) {
        Contents contents = new Contents();
        expressions.forEach(expression -> expression.accept(contents, null));
        ColumnContext all = context.and(contents.columns);
        parameters.add(all, contents.numbers);
        contents.selects.forEach(query -> queries.read(query, all));
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

    /** What stands in an expression, but for its queries, which are kept. */
    private static final class Contents extends ExpressionVisitorAdapter<Void> {

        private final Set<String> columns = new TreeSet<>();
        private final List<Integer> numbers = new ArrayList<>();
        private final List<Select> selects = new ArrayList<>();

        @Override
        public <S> Void visit(Column column, S context) {
            columns.add(Clauses.lower(SqlName.of(column.getColumnName()).text()));
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
