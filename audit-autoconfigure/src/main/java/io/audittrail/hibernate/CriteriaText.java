package io.audittrail.hibernate;

import java.util.Comparator;
import java.util.TreeSet;
import org.hibernate.query.sqm.spi.BaseSemanticQueryWalker;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.SqmVisitableNode;
import org.hibernate.query.sqm.tree.expression.JpaCriteriaParameter;
import org.hibernate.query.sqm.tree.expression.SqmLiteral;

/** What Hibernate calls a statement that was made with Criteria, without the values in it. */
final class CriteriaText extends BaseSemanticQueryWalker {

    /** What stands for each value, the longest first. */
    private final TreeSet<String> values =
            new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private CriteriaText() {}

    static String of(SqmStatement<?> statement) {
        CriteriaText walk = new CriteriaText();
        statement.accept(walk);
        String text = statement.toHqlString();
        for (String value : walk.values) {
            text = text.replace(value, "?");
        }
        return text;
    }

    @Override
    public Object visitLiteral(SqmLiteral<?> literal) {
        return value(literal);
    }

    @Override
    public Object visitJpaCriteriaParameter(JpaCriteriaParameter<?> parameter) {
        return parameter.getName() == null ? value(parameter) : parameter;
    }

    /** A quoted one, or a number, is found as a literal anyway. */
    private Object value(SqmVisitableNode node) {
        String value = node.toHqlString();
        if (!value.isEmpty() && value.charAt(0) != '\'' && !Character.isDigit(value.charAt(0))) {
            values.add(value);
        } else if (value.length() > 3) {
            values.add(value);
        }
        return node;
    }
}
