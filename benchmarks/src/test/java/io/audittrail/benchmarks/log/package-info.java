@NullMarked
package io.audittrail.benchmarks.log;

import org.jspecify.annotations.NullMarked;
