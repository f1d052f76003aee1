@NullMarked
package io.audittrail.benchmarks.contender.plain;

import org.jspecify.annotations.NullMarked;
