@NullMarked
package io.audittrail.benchmarks.origin;

import org.jspecify.annotations.NullMarked;
