/** The actor, from Spring Security. */
@NullMarked
package io.audittrail.security;

import org.jspecify.annotations.NullMarked;
