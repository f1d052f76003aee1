package io.audittrail.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * On when a yes-or-no setting is. Reads it as {@link AuditProperties} does, so that {@code off} and {@code no} mean the
 * same here and there, and a value that is neither stops the start instead of quietly meaning no.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnSettingCondition.class)
@interface ConditionalOnSetting {

    String value();

    /** What holds when nobody has set it. */
    boolean byDefault();
}
