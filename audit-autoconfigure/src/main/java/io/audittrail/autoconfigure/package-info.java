/** Wires the audit trail into a Spring Boot application: the settings, and one auto-configuration per concern. */
@NullMarked
package io.audittrail.autoconfigure;

import org.jspecify.annotations.NullMarked;
