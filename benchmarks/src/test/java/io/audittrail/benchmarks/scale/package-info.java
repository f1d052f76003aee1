@NullMarked
package io.audittrail.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
