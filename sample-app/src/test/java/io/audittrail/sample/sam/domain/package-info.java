@NullMarked
package io.audittrail.sample.sam.domain;

import org.jspecify.annotations.NullMarked;
