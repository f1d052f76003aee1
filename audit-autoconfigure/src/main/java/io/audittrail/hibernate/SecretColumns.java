package io.audittrail.hibernate;

import io.audittrail.hibernate.UnitCoverage.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedCollectionPart;
import org.hibernate.metamodel.mapping.internal.ManyToManyCollectionPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The columns that hold what must not be shown, of all types, audited or not. What a foreign key holds is in another column,
 * too: it is as secret as that one.
 */
final class SecretColumns {

    private final Map<ColumnPlace, Policy> own = new HashMap<>();
    private final Map<ColumnPlace, Policy> inherited = new HashMap<>();
    private final List<ColumnReference> references = new ArrayList<>();

    private SecretColumns() {}

    static SecretColumns of(List<TypePolicies> types) {
        SecretColumns secrets = new SecretColumns();
        types.forEach(secrets::add);
        secrets.inherit();
        return secrets;
    }

    /** What becomes of what a column refers to: masked or excluded; null where it may be shown. */
    @Nullable
    Policy inherited(SelectableMapping column) {
        return inherited.get(ColumnPlace.of(column));
    }

    /** The same of the key of a table. */
    @Nullable
    Policy inherited(String table, String column) {
        return inherited.get(new ColumnPlace(table, column));
    }

    /** Those of a table, as Hibernate writes its name. */
    Set<String> of(String table) {
        Set<String> columns = new HashSet<>();
        for (Map<ColumnPlace, Policy> each : List.of(own, inherited)) {
            each.keySet().stream()
                    .filter(place -> place.table().equals(table))
                    .forEach(place -> columns.add(place.column()));
        }
        return columns;
    }

    private void add(TypePolicies type) {
        EntityPersister persister = type.persister();
        EntityIdentifierMapping identifier = persister.getIdentifierMapping();
        String attribute = persister.getIdentifierPropertyName();
        if (identifier.getPartMappingType() instanceof EmbeddableMappingType parts) {
            String before = attribute == null ? "" : attribute + '.';
            parts.getAttributeMappings().forEach(part -> add(part, before + part.getAttributeName(), type));
        } else {
            addOwn(identifier, attribute == null ? "id" : attribute, type);
        }
        if (identifier instanceof NonAggregatedIdentifierMapping virtual) {
            virtual.getVirtualIdEmbeddable()
                    .getAttributeMappings()
                    .forEach(part -> add(part, part.getAttributeName(), type));
        }
        persister.forEachTableDetails(table -> {
            List<ColumnPlace> key = new ArrayList<>();
            table.getKeyDetails()
                    .forEachKeyColumn(
                            (index, column) -> key.add(new ColumnPlace(table.getTableName(), column.getColumnName())));
            references.addAll(ColumnReference.of(key, ColumnPlace.of(identifier)));
        });
        persister.visitAttributeMappings(each -> add(each, each.getAttributeName(), type));
    }

    private void add(AttributeMapping attribute, String path, TypePolicies type) {
        if (attribute.isPluralAttributeMapping()) {
            PluralAttributeMapping collection = attribute.asPluralAttributeMapping();
            refer(collection.getKeyDescriptor());
            add(collection.getElementDescriptor(), path, type);
            add(collection.getIndexDescriptor(), path, type);
            return;
        }
        addOwn(attribute, path, type);
        if (attribute instanceof EmbeddedAttributeMapping embedded) {
            addParts(embedded.getEmbeddableTypeDescriptor(), path, type);
        } else if (attribute instanceof ToOneAttributeMapping toOne) {
            refer(toOne.getForeignKeyDescriptor());
        } else if (attribute instanceof DiscriminatedAssociationModelPart any) {
            refer(any);
        }
    }

    private void add(@Nullable CollectionPart part, String path, TypePolicies type) {
        if (part instanceof EmbeddedCollectionPart embedded) {
            addParts(embedded.getEmbeddableTypeDescriptor(), path, type);
        } else if (part instanceof ManyToManyCollectionPart many) {
            refer(many.getForeignKeyDescriptor());
        } else if (part instanceof DiscriminatedAssociationModelPart any) {
            refer(any);
        }
    }

    private void addParts(EmbeddableMappingType parts, String path, TypePolicies type) {
        parts.getAttributeMappings().forEach(part -> add(part, path + '.' + part.getAttributeName(), type));
    }

    private void addOwn(ModelPart part, String path, TypePolicies type) {
        Policy policy = type.secret(path);
        if (policy != null) {
            ColumnPlace.of(part).forEach(place -> own.merge(place, policy, SecretColumns::stronger));
        }
    }

    /** Either side of the association may have declared it. */
    private void refer(@Nullable ForeignKeyDescriptor key) {
        if (key != null) {
            references.addAll(ColumnReference.of(key));
        }
    }

    /** An association to entities of several types. */
    private void refer(DiscriminatedAssociationModelPart any) {
        any.getDiscriminatorMapping()
                .getValueConverter()
                .forEachValueDetail(value -> references.addAll(ColumnReference.of(
                        any.getKeyPart(), value.getIndicatedEntity().getIdentifierMapping())));
    }

    /** A foreign key may refer to one. */
    private void inherit() {
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (ColumnReference each : references) {
                Policy before = inherited.get(each.from());
                Policy after = stronger(before, stronger(own.get(each.to()), inherited.get(each.to())));
                if (after != null && after != before) {
                    inherited.put(each.from(), after);
                    isMore = true;
                }
            }
        }
    }

    private static @Nullable Policy stronger(@Nullable Policy one, @Nullable Policy other) {
        return one == null || other == Policy.MASKED ? other : one;
    }
}
