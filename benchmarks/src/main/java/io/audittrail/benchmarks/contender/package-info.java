@NullMarked
package io.audittrail.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
