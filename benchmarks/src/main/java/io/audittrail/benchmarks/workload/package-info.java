@NullMarked
package io.audittrail.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
