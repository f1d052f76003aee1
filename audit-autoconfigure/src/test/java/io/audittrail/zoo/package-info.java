/** All the shapes an entity can have: created, changed and deleted, with the records that are expected, written by hand. */
@NullMarked
package io.audittrail.zoo;

import org.jspecify.annotations.NullMarked;
