@NullMarked
package io.audittrail.benchmarks.toggle;

import org.jspecify.annotations.NullMarked;
