/**
 * What an application sees of the audit trail: the model of a change, the annotations that steer what is recorded, and
 * the interfaces that an application may implement or call. Everything here is immutable or stateless unless it says
 * otherwise, and depends on nothing but the JDK.
 */
@NullMarked
package io.audittrail;

import org.jspecify.annotations.NullMarked;
