package io.audittrail.hibernate;

import jakarta.persistence.metamodel.Attribute;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hibernate.metamodel.model.domain.IdentifiableDomainType;
import org.hibernate.query.sqm.spi.BaseSemanticQueryWalker;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.SqmVisitableNode;
import org.hibernate.query.sqm.tree.domain.NonAggregatedCompositeSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmAnyValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmBasicValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmEmbeddedValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmEntityValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmFkExpression;
import org.hibernate.query.sqm.tree.domain.SqmIndexedCollectionAccessPath;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.domain.SqmPluralValuedSimplePath;
import org.hibernate.query.sqm.tree.expression.JpaCriteriaParameter;
import org.hibernate.query.sqm.tree.expression.SqmNamedParameter;
import org.hibernate.query.sqm.tree.expression.SqmPositionalParameter;
import org.hibernate.query.sqm.tree.from.SqmAttributeJoin;
import org.hibernate.query.sqm.tree.from.SqmRoot;
import org.hibernate.query.sqm.tree.insert.SqmInsertSelectStatement;
import org.hibernate.query.sqm.tree.insert.SqmInsertValuesStatement;
import org.hibernate.query.sqm.tree.insert.SqmValues;
import org.hibernate.query.sqm.tree.predicate.SqmBetweenPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmBooleanExpressionPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmComparisonPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmInListPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmInSubQueryPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmLikePredicate;
import org.hibernate.query.sqm.tree.predicate.SqmMemberOfPredicate;
import org.hibernate.query.sqm.tree.select.SqmSelection;
import org.hibernate.query.sqm.tree.update.SqmAssignment;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parameters of a statement that would show what a hidden attribute holds: those that are assigned to one, or
 * that stand in one condition with it.
 */
final class HiddenParameters extends BaseSemanticQueryWalker {

    /** With the names that subqueries give to what is hidden. */
    private final Set<String> hidden;

    private final Set<String> found = new HashSet<>();
    private final Set<String> met = new HashSet<>();
    private @Nullable Part part;

    /** An assignment or a condition, and what stands in it. */
    private static final class Part {
        private final Set<String> parameters = new HashSet<>();
        private boolean isHidden;
    }

    private HiddenParameters(Set<String> hidden) {
        this.hidden = new HashSet<>(hidden);
    }

    /**
     * Whether one must not be shown, by its name or its place. One that was not met on the way may stand anywhere.
     *
     * @param hidden the names of attributes, of whatever type: to hide too much is better than to show too much
     */
    static Predicate<String> of(SqmStatement<?> statement, Set<String> hidden) {
        if (hidden.isEmpty()) {
            return name -> false;
        }
        HiddenParameters walk = new HiddenParameters(hidden);
        int names;
        do {
            names = walk.hidden.size();
            statement.accept(walk);
        } while (walk.hidden.size() > names);
        return name -> walk.found.contains(name) || !walk.met.contains(name);
    }

    private Object within(Object node, Runnable visit) {
        Part outer = part;
        Part inner = new Part();
        part = inner;
        visit.run();
        part = outer;
        if (inner.isHidden) {
            found.addAll(inner.parameters);
        }
        if (outer != null) {
            outer.parameters.addAll(inner.parameters);
            outer.isHidden |= inner.isHidden;
        }
        return node;
    }

    /** A name that is given to something hidden is that of something hidden. */
    @Override
    public Object visitSelection(SqmSelection<?> selection) {
        Part outer = part;
        Part inner = new Part();
        part = inner;
        super.visitSelection(selection);
        part = outer;
        if (inner.isHidden && selection.getAlias() != null) {
            hidden.add(selection.getAlias());
        }
        if (outer != null) {
            outer.parameters.addAll(inner.parameters);
            outer.isHidden |= inner.isHidden;
        } else if (inner.isHidden) {
            found.addAll(inner.parameters);
        }
        return selection;
    }

    private Object path(SqmPath<?> path) {
        if (part != null && hidden.contains(path.getReferencedPathSource().getPathName())) {
            part.isHidden = true;
        }
        if (path.getLhs() != null && !(path.getLhs() instanceof SqmRoot<?>)) {
            path(path.getLhs());
        }
        return path;
    }

    private void parameter(String name) {
        met.add(name);
        if (part != null) {
            part.parameters.add(name);
        }
    }

    @Override
    public Object visitNamedParameterExpression(SqmNamedParameter<?> parameter) {
        parameter(parameter.getName());
        return parameter;
    }

    @Override
    public Object visitJpaCriteriaParameter(JpaCriteriaParameter<?> parameter) {
        if (parameter.getName() != null) {
            parameter(parameter.getName());
        }
        return parameter;
    }

    @Override
    public Object visitPositionalParameterExpression(SqmPositionalParameter<?> parameter) {
        parameter(String.valueOf(parameter.getPosition()));
        return parameter;
    }

    @Override
    public Object visitAssignment(SqmAssignment<?> assignment) {
        return within(assignment, () -> super.visitAssignment(assignment));
    }

    @Override
    public Object visitInsertValuesStatement(SqmInsertValuesStatement<?> statement) {
        List<SqmPath<?>> targets = statement.getInsertionTargetPaths();
        for (SqmValues row : statement.getValuesList()) {
            for (int i = 0; i < row.getExpressions().size(); i++) {
                SqmVisitableNode target = targets.get(i);
                SqmVisitableNode value = row.getExpressions().get(i);
                within(value, () -> {
                    target.accept(this);
                    value.accept(this);
                });
            }
        }
        if (statement.getConflictClause() != null) {
            visitConflictClause(statement.getConflictClause());
        }
        return statement;
    }

    /** What is selected may come from anywhere. */
    @Override
    public Object visitInsertSelectStatement(SqmInsertSelectStatement<?> statement) {
        return within(statement, () -> super.visitInsertSelectStatement(statement));
    }

    @Override
    public Object visitComparisonPredicate(SqmComparisonPredicate predicate) {
        return within(predicate, () -> super.visitComparisonPredicate(predicate));
    }

    @Override
    public Object visitBetweenPredicate(SqmBetweenPredicate predicate) {
        return within(predicate, () -> super.visitBetweenPredicate(predicate));
    }

    @Override
    public Object visitLikePredicate(SqmLikePredicate predicate) {
        return within(predicate, () -> super.visitLikePredicate(predicate));
    }

    @Override
    public Object visitMemberOfPredicate(SqmMemberOfPredicate predicate) {
        return within(predicate, () -> super.visitMemberOfPredicate(predicate));
    }

    @Override
    public Object visitInListPredicate(SqmInListPredicate<?> predicate) {
        return within(predicate, () -> super.visitInListPredicate(predicate));
    }

    @Override
    public Object visitInSubQueryPredicate(SqmInSubQueryPredicate<?> predicate) {
        return within(predicate, () -> super.visitInSubQueryPredicate(predicate));
    }

    @Override
    public Object visitBooleanExpressionPredicate(SqmBooleanExpressionPredicate predicate) {
        return within(predicate, () -> super.visitBooleanExpressionPredicate(predicate));
    }

    @Override
    public Object visitBasicValuedPath(SqmBasicValuedSimplePath<?> path) {
        return path(path);
    }

    @Override
    public Object visitEmbeddableValuedPath(SqmEmbeddedValuedSimplePath<?> path) {
        return path(path);
    }

    @Override
    public Object visitEntityValuedPath(SqmEntityValuedSimplePath<?> path) {
        return path(path);
    }

    @Override
    public Object visitAnyValuedValuedPath(SqmAnyValuedSimplePath<?> path) {
        return path(path);
    }

    @Override
    public Object visitNonAggregatedCompositeValuedPath(NonAggregatedCompositeSimplePath<?> path) {
        return path(path);
    }

    @Override
    public Object visitPluralValuedPath(SqmPluralValuedSimplePath<?> path) {
        return path(path);
    }

    @Override
    public Object visitIndexedPluralAccessPath(SqmIndexedCollectionAccessPath<?> path) {
        path(path.getLhs());
        path.getSelectorExpression().accept(this);
        return path;
    }

    /** What refers to an entity holds what identifies it. */
    @Override
    public Object visitFkExpression(SqmFkExpression<?> key) {
        if (part != null
                && key.getLhs().getReferencedPathSource().getPathType() instanceof IdentifiableDomainType<?> type) {
            part.isHidden |= identifiers(type).anyMatch(hidden::contains);
        }
        path(key.getLhs());
        return super.visitFkExpression(key);
    }

    private static Stream<String> identifiers(IdentifiableDomainType<?> type) {
        return type.hasIdClass()
                ? type.getIdClassAttributes().stream().map(Attribute::getName)
                : Stream.ofNullable(type.findIdAttribute()).map(Attribute::getName);
    }

    @Override
    public Object visitQualifiedAttributeJoin(SqmAttributeJoin<?, ?> join) {
        path(join);
        return super.visitQualifiedAttributeJoin(join);
    }
}
