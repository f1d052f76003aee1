package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.SelectableMapping;

/** A column and its table, as Hibernate writes the two. */
record ColumnPlace(String table, String column) {

    static ColumnPlace of(SelectableMapping column) {
        return new ColumnPlace(column.getContainingTableExpression(), column.getSelectionExpression());
    }

    /** Those of an attribute, or of a part of one, in their order. */
    static List<ColumnPlace> of(ModelPart part) {
        List<ColumnPlace> places = new ArrayList<>();
        part.forEachSelectable((index, column) -> places.add(of(column)));
        return places;
    }
}
