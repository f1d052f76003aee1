@NullMarked
package io.audittrail.sample.security;

import org.jspecify.annotations.NullMarked;
