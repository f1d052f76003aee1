@NullMarked
package io.audittrail.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
