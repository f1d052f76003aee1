@NullMarked
package io.audittrail.hibernate;

import org.jspecify.annotations.NullMarked;
