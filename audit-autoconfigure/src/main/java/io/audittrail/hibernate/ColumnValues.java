package io.audittrail.hibernate;

import io.audittrail.line.Json;
import io.audittrail.line.LineType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.BasicPluralType;
import org.hibernate.type.BasicType;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.java.SerializableJavaType;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a column's value, as PostgreSQL writes it into JSON, what a line would have of the attribute. What is no value of
 * the type stays as it stands: the column may have been of another type then.
 */
final class ColumnValues {

    private final SessionFactoryImplementor factory;
    private final ValueReaders readers;

    ColumnValues(SessionFactoryImplementor factory, ValueReaders readers) {
        this.factory = factory;
        this.readers = readers;
    }

    /** @param reader of the attribute's own values */
    @Nullable
    Object plain(
            @Nullable Object json, BasicType<?> type, ValueReader reader, SharedSessionContractImplementor session) {
        if (json == null || json.equals(LineType.MASKED)) {
            return json;
        }
        try {
            return shown(json, type, reader, session);
        } catch (RuntimeException e) {
            return readers.plain(json);
        }
    }

    private @Nullable Object shown(
            Object json, BasicType<?> type, ValueReader reader, SharedSessionContractImplementor session) {
        if (type instanceof BasicPluralType<?, ?> plural && json instanceof List<?> list) {
            return elements(list, plural.getElementType(), session);
        }
        if (isLarge(type)) {
            return BasicValueReaders.UNREAD_LOB;
        }
        if (type.getJavaTypeDescriptor() instanceof SerializableJavaType) {
            return readers.plain(bytes(String.valueOf(json)));
        }
        if (type.getJdbcType().isJson()) {
            return reader.read(document(json, type.getJavaTypeDescriptor()), session);
        }
        Object stored = stored(json, type, session);
        if (BasicValueReaders.isShownAsStored(type) && !readers.isEncoded(type)) {
            return readers.plain(stored);
        }
        Object value = type.getValueConverter() == null ? stored : type.convertToDomainValue(stored);
        return ValueReaders.read(reader, value, session);
    }

    private List<@Nullable Object> elements(List<?> list, BasicType<?> type, SharedSessionContractImplementor session) {
        List<@Nullable Object> elements = new ArrayList<>(list.size());
        ValueReader reader = readers.basic(type);
        for (Object element : list) {
            elements.add(plain(element, type, reader, session));
        }
        return elements;
    }

    private static boolean isLarge(BasicType<?> type) {
        return switch (type.getJdbcType().getJdbcTypeCode()) {
            case SqlTypes.BLOB, SqlTypes.CLOB, SqlTypes.NCLOB -> true;
            default -> false;
        };
    }

    private <T> T document(Object json, JavaType<T> type) {
        return factory.getSessionFactoryOptions()
                .getJsonFormatMapper()
                .fromString(Json.text(json), type, factory.getWrapperOptions());
    }

    /** What Hibernate would hold of the column, before a converter makes the attribute's value of it. */
    private static Object stored(Object json, BasicType<?> type, WrapperOptions options) {
        JavaType<?> java = type.getJdbcJavaType();
        Object read = read(json, type.getJdbcType().getDefaultSqlTypeCode(), java.getJavaTypeClass(), options);
        return java.getJavaTypeClass().isInstance(read) ? read : java.wrap(read, options);
    }

    /** What the driver would hand over. */
    private static Object read(Object json, int code, Class<?> type, WrapperOptions options) {
        String text = String.valueOf(json);
        return switch (code) {
            case SqlTypes.TINYINT, SqlTypes.SMALLINT, SqlTypes.INTEGER -> Integer.valueOf(text);
            case SqlTypes.BIGINT -> Long.valueOf(text);
            case SqlTypes.NUMERIC, SqlTypes.DECIMAL -> new BigDecimal(text);
            case SqlTypes.REAL -> Float.valueOf(text);
            case SqlTypes.FLOAT, SqlTypes.DOUBLE ->
                type == Float.class ? (Object) Float.valueOf(text) : Double.valueOf(text);
            case SqlTypes.DATE -> date(LocalDate.parse(text), type);
            case SqlTypes.TIME -> time(LocalTime.parse(text), type);
            case SqlTypes.TIMESTAMP -> timestamp(LocalDateTime.parse(text), type, options.getJdbcTimeZone());
            case SqlTypes.TIMESTAMP_UTC, SqlTypes.TIMESTAMP_WITH_TIMEZONE -> moment(OffsetDateTime.parse(text), type);
            case SqlTypes.BINARY, SqlTypes.VARBINARY, SqlTypes.LONGVARBINARY, SqlTypes.LONG32VARBINARY -> bytes(text);
            case SqlTypes.UUID -> UUID.fromString(text);
            case SqlTypes.INTERVAL_SECOND -> Duration.parse(text);
            default -> json;
        };
    }

    private static Object date(LocalDate date, Class<?> type) {
        return type == LocalDate.class ? date : Date.valueOf(date);
    }

    private static Object time(LocalTime time, Class<?> type) {
        return type == LocalTime.class ? time : Time.valueOf(time);
    }

    private static Object timestamp(LocalDateTime time, Class<?> type, @Nullable TimeZone zone) {
        if (zone == null && type == LocalDateTime.class) {
            return time;
        }
        ZoneId at = zone == null ? ZoneId.systemDefault() : zone.toZoneId();
        return Timestamp.from(time.atZone(at).toInstant());
    }

    private static Object moment(OffsetDateTime time, Class<?> type) {
        Instant instant = time.toInstant();
        return type == Instant.class
                ? instant
                : type.getName().startsWith("java.time.") ? time : Timestamp.from(instant);
    }

    private static byte[] bytes(String text) {
        if (!text.startsWith("\\x")) {
            throw new IllegalArgumentException("no bytes");
        }
        return HexFormat.of().parseHex(text, 2, text.length());
    }
}
