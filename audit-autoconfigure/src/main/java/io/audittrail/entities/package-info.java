/** The audit tables for JPQL: entities to be read, and never written. */
@NullMarked
package io.audittrail.entities;

import org.jspecify.annotations.NullMarked;
