package io.audittrail.hibernate;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What human readers call an entity: its natural id, or the attribute that {@code @Tracked} names. The parts of a
 * composite natural id are joined by a slash.
 */
record EntityLabel(List<AttributePlan> parts) {

    private static final int MAX_LENGTH = 255;

    EntityLabel {
        parts = List.copyOf(parts);
    }

    @Nullable
    String of(@Nullable Object[] state, SharedSessionContractImplementor session) {
        if (parts.size() == 1) {
            return text(parts.get(0), state, session);
        }
        StringJoiner label = new StringJoiner("/");
        for (AttributePlan part : parts) {
            String text = text(part, state, session);
            label.add(text == null ? "" : text);
        }
        return bounded(label.toString());
    }

    private static @Nullable String text(
            AttributePlan part, @Nullable Object[] state, SharedSessionContractImplementor session) {
        Object held = state[part.index()];
        Object value = held == LazyPropertyInitializer.UNFETCHED_PROPERTY
                ? null
                : ValueReaders.read(part.reader(), held, session);
        return value == null || value instanceof Map ? null : bounded(String.valueOf(value));
    }

    private static String bounded(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
        return text.substring(0, end) + '…';
    }
}
