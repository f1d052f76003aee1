package io.audittrail.hibernate;

import io.audittrail.line.LineType;
import io.audittrail.line.LineTypes;
import io.audittrail.transaction.PlainValues;
import java.sql.Blob;
import java.sql.Clob;
import java.util.Collection;
import java.util.Map;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.BasicPluralType;
import org.hibernate.type.BasicType;
import org.hibernate.type.CustomType;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.java.SerializableJavaType;
import org.jspecify.annotations.Nullable;

/** Finds the reader for an attribute that is one column: as it is where that can be kept, else as the column has it. */
final class BasicValueReaders {

    static final Map<String, Object> UNREAD_LOB = Map.of("unread", "large object");

    private final PlainValues values;

    BasicValueReaders(PlainValues values) {
        this.values = values;
    }

    ValueReader of(BasicType<?> type) {
        Class<?> javaType = type.getReturnedClass();
        if (isShownAsStored(type)) {
            return (value, session) -> values.plain(type.convertToRelationalValue(value));
        }
        if (PlainValues.isPlain(javaType) || javaType.isEnum()) {
            return (value, session) -> values.plain(value);
        }
        if (Blob.class.isAssignableFrom(javaType) || Clob.class.isAssignableFrom(javaType)) {
            return (value, session) -> UNREAD_LOB;
        }
        if (type.getJdbcType().isJson()) {
            return (value, session) -> values.plain(json(type, value, session));
        }
        return (value, session) -> values.plain(known(type, value, session));
    }

    /** What becomes of a value that {@link #of} has read, once it has been written. */
    static LineType typeOf(BasicType<?> type) {
        Class<?> javaType = type.getReturnedClass();
        BasicValueConverter<?, ?> converter = type.getValueConverter();
        if (mayConceal(type)) {
            return LineType.AS_IT_STANDS;
        }
        if (PlainValues.isPlain(javaType) || javaType.isEnum()) {
            return LineTypes.of(javaType);
        }
        if (converter != null) {
            return converted(converter);
        }
        if (type.getJdbcType().isJson()) {
            return javaType == Object.class ? LineType.AS_IT_STANDS : LineTypes.document();
        }
        return type instanceof BasicPluralType<?, ?> plural && Collection.class.isAssignableFrom(javaType)
                ? LineTypes.list(typeOf(plural.getElementType()))
                : LineTypes.of(javaType);
    }

    private static <D, R> LineType converted(BasicValueConverter<D, R> converter) {
        JavaType<R> column = converter.getRelationalJavaType();
        return LineTypes.converted(column.getJavaTypeClass(), value -> converter.toDomainValue(column.cast(value)));
    }

    /** Whether what goes to the column is shown, and not the attribute's own value. */
    static boolean isShownAsStored(BasicType<?> type) {
        Class<?> javaType = type.getReturnedClass();
        return mayConceal(type)
                || (type.getValueConverter() != null && !PlainValues.isPlain(javaType) && !javaType.isEnum());
    }

    /** A converter from one text, or from bytes, to another may well encrypt: then only the column may be shown. */
    private static boolean mayConceal(BasicType<?> type) {
        BasicValueConverter<?, ?> converter = type.getValueConverter();
        if (converter == null || type.getReturnedClass().isEnum()) {
            return false;
        }
        Class<?> column = converter.getRelationalJavaType().getJavaTypeClass();
        return type.getReturnedClass() != Boolean.class && (column == String.class || column == byte[].class);
    }

    /** What {@link PlainValues} knows, or the text that Hibernate knows: the value's own may be an object's address. */
    private static <T> @Nullable Object known(
            BasicType<T> type, Object value, SharedSessionContractImplementor session) {
        if (PlainValues.isKnown(value)) {
            return value;
        }
        JavaType<T> javaType = type.getJavaTypeDescriptor();
        if (javaType instanceof SerializableJavaType) {
            return javaType.unwrap(javaType.cast(value), byte[].class, session);
        }
        if (type instanceof CustomType<T> custom && !hasText(value.getClass())) {
            return custom.getUserType().disassemble(javaType.cast(value));
        }
        return javaType.toString(javaType.cast(value));
    }

    private static boolean hasText(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every class has toString", e);
        }
    }

    private static <T> Object json(BasicType<T> type, Object value, SharedSessionContractImplementor session) {
        if (isPlainThroughout(value)) {
            return value;
        }
        JavaType<T> javaType = type.getJavaTypeDescriptor();
        return session.getFactory()
                .getSessionFactoryOptions()
                .getJsonFormatMapper()
                .toString(javaType.cast(value), javaType, session);
    }

    private static boolean isPlainThroughout(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(BasicValueReaders::isPlainThroughout);
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().allMatch(BasicValueReaders::isPlainThroughout);
        }
        return value == null || PlainValues.isPlain(value.getClass());
    }
}
