@NullMarked
package io.audittrail.benchmarks.contender.envers;

import org.jspecify.annotations.NullMarked;
