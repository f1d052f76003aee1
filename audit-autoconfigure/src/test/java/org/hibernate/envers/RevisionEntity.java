package org.hibernate.envers;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for the annotation of Envers, which is known by its name. */
@Retention(RetentionPolicy.RUNTIME)
public @interface RevisionEntity {}
