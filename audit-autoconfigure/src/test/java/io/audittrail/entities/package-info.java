@NullMarked
package io.audittrail.entities;

import org.jspecify.annotations.NullMarked;
