package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.ModelPart;

/** A column that holds what another one holds, because it refers to the row of that one. */
record ColumnReference(ColumnPlace from, ColumnPlace to) {

    /** A foreign key, column by column: a part of it may be as secret as only a part of what it refers to. */
    static List<ColumnReference> of(ForeignKeyDescriptor key) {
        return of(key.getKeyPart(), key.getTargetPart());
    }

    static List<ColumnReference> of(ModelPart key, ModelPart target) {
        return of(ColumnPlace.of(key), ColumnPlace.of(target));
    }

    /** Without those that refer to themselves, as a shared primary key does on its own side. */
    static List<ColumnReference> of(List<ColumnPlace> from, List<ColumnPlace> to) {
        List<ColumnReference> references = new ArrayList<>();
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            if (!from.get(i).equals(to.get(i))) {
                references.add(new ColumnReference(from.get(i), to.get(i)));
            }
        }
        return references;
    }
}
