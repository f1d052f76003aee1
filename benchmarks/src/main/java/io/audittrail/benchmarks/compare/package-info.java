@NullMarked
package io.audittrail.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
