package io.audittrail.hibernate;

import io.audittrail.transaction.PlainValues;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.type.BasicPluralType;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * Objects that Hibernate stores as one value: documents of JSON or XML, structures in an array. It knows no parts of them, so
 * nobody reads them part by part: they are shown whole or masked, and are masked where one of their fields must not be shown.
 */
final class DocumentParts {

    private final AttributeRules rules;
    private final Set<Class<?>> seen = new HashSet<>();

    private DocumentParts(AttributeRules rules) {
        this.rules = rules;
    }

    /** Why a value is masked for the sake of a part; null where it may be shown, or has no parts. */
    static @Nullable String secret(BasicType<?> type, String path, AttributeRules rules) {
        Class<?> stored = type instanceof BasicPluralType<?, ?> plural
                ? plural.getElementType().getReturnedClass()
                : type.getReturnedClass();
        return new DocumentParts(rules).secret(stored, path);
    }

    private @Nullable String secret(Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                String why = secret(argument, path);
                if (why != null) {
                    return why;
                }
            }
        }
        return type instanceof Class<?> document ? secretField(document, path) : null;
    }

    private @Nullable String secretField(Class<?> document, String path) {
        if (document.isArray()) {
            return secretField(document.getComponentType(), path);
        }
        if (!mayHaveParts(document) || !seen.add(document)) {
            return null;
        }
        for (Class<?> each = document; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                String why = Modifier.isStatic(field.getModifiers()) ? null : secret(field, each, path);
                if (why != null) {
                    return why;
                }
            }
        }
        return null;
    }

    private @Nullable String secret(Field field, Class<?> owner, String path) {
        String part = path + '.' + field.getName();
        List<Class<?>> owners = List.of(owner);
        String why = rules.masked(owners, part);
        if (why == null) {
            why = rules.excluded(owners, part);
        }
        return why != null ? why + " of its part " + field.getName() : secret(field.getGenericType(), part);
    }

    private static boolean mayHaveParts(Class<?> type) {
        return !type.isPrimitive()
                && !type.isEnum()
                && !type.isInterface()
                && !PlainValues.isPlain(type)
                && !type.getName().startsWith("java.");
    }
}
