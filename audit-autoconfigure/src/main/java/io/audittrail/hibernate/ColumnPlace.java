package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.SelectablePath;

/** A column and its table, as Hibernate writes the two. */
record ColumnPlace(String table, String column) {

    static ColumnPlace of(SelectableMapping column) {
        return new ColumnPlace(column.getContainingTableExpression(), nameOf(column));
    }

    /** Of a part of what is stored in one column, that column. */
    private static String nameOf(SelectableMapping column) {
        SelectablePath path = column.getSelectablePath();
        if (path.getParent() == null) {
            return column.getSelectionExpression();
        }
        while (path.getParent() != null) {
            path = path.getParent();
        }
        return path.getSelectableName();
    }

    /** Those of an attribute, or of a part of one, in their order. */
    static List<ColumnPlace> of(ModelPart part) {
        List<ColumnPlace> places = new ArrayList<>();
        part.forEachSelectable((index, column) -> places.add(of(column)));
        return places;
    }
}
