package io.audittrail.hibernate;

import io.audittrail.Masked;
import io.audittrail.Tracked;
import io.audittrail.Unaudited;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** What is shown of the attributes of one entity type: its annotations and the settings together. */
final class AttributeRules {

    static final String UNSELECTED = "not among the attributes of @Tracked";

    private final SettingsMatch settings;
    private final EntityName entity;
    private final @Nullable Tracked tracked;

    AttributeRules(SettingsMatch settings, EntityName entity, @Nullable Class<?> javaType) {
        this.settings = settings;
        this.entity = entity;
        this.tracked = javaType == null ? null : javaType.getAnnotation(Tracked.class);
    }

    static AttributeRules of(SettingsMatch settings, EntityPersister persister) {
        EntityName name = new EntityName(persister.getJpaEntityName(), persister.getEntityName());
        return new AttributeRules(settings, name, persister.getMappedClass());
    }

    /** Why the attribute of the entity itself is not one of those to record; null when it is. */
    @Nullable
    String unselected(String attribute) {
        boolean isSelected = tracked == null
                || tracked.attributes().length == 0
                || Arrays.asList(tracked.attributes()).contains(attribute);
        return isSelected ? null : UNSELECTED;
    }

    /**
     * Why the attribute is left out: a setting with its entry, or an annotation; null when it is not.
     *
     * @param owners the classes that may have it: the entity, or an embeddable and those that extend it
     * @param path from the entity to the attribute
     */
    @Nullable
    String excluded(List<Class<?>> owners, String path) {
        String bySetting = settings.excluding(entity, path);
        return bySetting != null ? bySetting : annotated(owners, path, Unaudited.class);
    }

    /** Why the attribute's values are masked; as for {@link #excluded}. */
    @Nullable
    String masked(List<Class<?>> owners, String path) {
        String bySetting = settings.masking(entity, path);
        return bySetting != null ? bySetting : annotated(owners, path, Masked.class);
    }

    /** The attribute that is to name the entity, if {@code @Tracked} says one. */
    @Nullable
    String label() {
        return tracked == null || tracked.label().isEmpty() ? null : tracked.label();
    }

    void requireKnown(Set<String> attributes) {
        if (tracked == null) {
            return;
        }
        List<String> unknown = new ArrayList<>(Arrays.asList(tracked.attributes()));
        if (!tracked.label().isEmpty()) {
            unknown.add(tracked.label());
        }
        unknown.removeAll(attributes);
        if (!unknown.isEmpty()) {
            throw new UnknownNamesException(Map.of("@Tracked of " + entity.className(), unknown));
        }
    }

    private static @Nullable String annotated(
            List<Class<?>> owners, String path, Class<? extends Annotation> annotation) {
        return owners.stream().anyMatch(owner -> isAnnotated(owner, path, annotation))
                ? '@' + annotation.getSimpleName()
                : null;
    }

    private static boolean isAnnotated(@Nullable Class<?> owner, String path, Class<? extends Annotation> annotation) {
        String attribute = path.substring(path.lastIndexOf('.') + 1);
        String suffix = attribute.substring(0, 1).toUpperCase(Locale.ROOT) + attribute.substring(1);
        for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
            if (isPresent(annotation, field(type, attribute))
                    || isPresent(annotation, method(type, "get" + suffix))
                    || isPresent(annotation, method(type, "is" + suffix))
                    || isPresent(annotation, method(type, attribute))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPresent(Class<? extends Annotation> annotation, @Nullable AnnotatedElement member) {
        return member != null && member.isAnnotationPresent(annotation);
    }

    private static @Nullable AnnotatedElement field(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable AnnotatedElement method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        method.getParameterCount() == 0 && method.getName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
