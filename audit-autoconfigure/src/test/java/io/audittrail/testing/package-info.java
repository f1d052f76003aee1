/** What tests of several packages share: databases, and a unit whose changes can be looked at. */
@NullMarked
package io.audittrail.testing;

import org.jspecify.annotations.NullMarked;
