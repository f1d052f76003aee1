package io.audittrail.hibernate;

import java.util.Map;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Takes an attribute's columns from a row, and makes what a line would have of it. */
@FunctionalInterface
interface ColumnReader {

    @Nullable
    Object read(Map<String, @Nullable Object> row, SharedSessionContractImplementor session);
}
