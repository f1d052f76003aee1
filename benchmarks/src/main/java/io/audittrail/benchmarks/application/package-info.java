/** Spring Boot applications that are measured. */
@NullMarked
package io.audittrail.benchmarks.application;

import org.jspecify.annotations.NullMarked;
