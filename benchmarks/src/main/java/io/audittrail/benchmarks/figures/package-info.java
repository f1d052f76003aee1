/** What is said of many figures. */
@NullMarked
package io.audittrail.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
