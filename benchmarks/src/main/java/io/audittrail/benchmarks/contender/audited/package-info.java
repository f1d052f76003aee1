@NullMarked
package io.audittrail.benchmarks.contender.audited;

import org.jspecify.annotations.NullMarked;
