/** What all that has tables of its own in the audited databases needs: which databases these are, and how they differ. */
@NullMarked
package io.audittrail.database;

import org.jspecify.annotations.NullMarked;
