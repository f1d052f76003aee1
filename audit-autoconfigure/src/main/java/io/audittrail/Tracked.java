package io.audittrail;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Takes an entity type into the log, also where {@code audit.entities.mode=ignored}, and says what of it to record.
 * Subclasses inherit it.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Tracked {

    /** The attributes to record; all, when empty. */
    String[] attributes() default {};

    /** The attribute whose value names an entity for human readers; its {@code @NaturalId}, when empty. */
    String label() default "";

    /** Whether it is recorded who loads an entity of the type. */
    boolean reads() default false;
}
