package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.AttributeMappingsList;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * A column of the identifier.
 *
 * @param name what it is called in an id
 * @param path of its attribute
 */
record IdColumn(String name, String path) {

    /** In their order. */
    static List<IdColumn> of(EntityPersister persister) {
        List<IdColumn> columns = new ArrayList<>();
        String attribute = persister.getIdentifierPropertyName();
        if (persister.getIdentifierMapping().getPartMappingType() instanceof EmbeddableMappingType parts) {
            add(parts, "", attribute == null ? "" : attribute + '.', columns);
        } else {
            String name = attribute == null ? "id" : attribute;
            columns.add(new IdColumn(name, name));
        }
        return columns;
    }

    private static void add(EmbeddableMappingType parts, String before, String above, List<IdColumn> columns) {
        AttributeMappingsList attributes = parts.getAttributeMappings();
        for (int i = 0; i < attributes.size(); i++) {
            AttributeMapping attribute = attributes.get(i);
            String name = before + attribute.getAttributeName();
            if (attribute instanceof EmbeddedAttributeMapping embedded) {
                add(embedded.getEmbeddableTypeDescriptor(), name + '.', above, columns);
            } else if (attribute.getJdbcTypeCount() == 1) {
                columns.add(new IdColumn(name, above + name));
            } else {
                attribute.forEachSelectable((index, column) -> columns.add(new IdColumn(
                        name + '.' + CatalogName.ofColumn(column.getSelectionExpression()), above + name)));
            }
        }
    }
}
