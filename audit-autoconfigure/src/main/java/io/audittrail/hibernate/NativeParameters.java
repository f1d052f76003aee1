package io.audittrail.hibernate;

import java.util.List;
import java.util.Objects;
import org.hibernate.query.QueryParameter;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.sql.internal.NativeQueryImpl;
import org.hibernate.query.sql.spi.ParameterOccurrence;
import org.jspecify.annotations.Nullable;

/** Which parameter stands at each place of a native query: Hibernate sends a {@code ?} for each, and only it knows. */
final class NativeParameters {

    private NativeParameters() {}

    /** The names in the order of the text; none where a version of Hibernate does not tell. */
    static List<String> inOrder(DomainQueryExecutionContext query) {
        try {
            return query instanceof NativeQueryImpl<?> text
                    ? text.getParameterOccurrences().stream()
                            .map(ParameterOccurrence::parameter)
                            .map(parameter -> Objects.requireNonNullElse(nameOf(parameter), ""))
                            .toList()
                    : List.of();
        } catch (LinkageError e) {
            return List.of(); // Then each may be any of them, and is masked if one is.
        }
    }

    /** A value that Criteria made a parameter of has no name, and stands in the text as the literal that it was. */
    static @Nullable String nameOf(QueryParameter<?> parameter) {
        if (parameter.getName() != null) {
            return parameter.getName();
        }
        return parameter.getPosition() == null ? null : parameter.getPosition().toString();
    }
}
