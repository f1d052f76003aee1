/**
 * What a SQL statement does, as far as its text tells: which kind it is, which tables it changes, which columns its
 * parameters belong to, and its text without literals and comments. JSqlParser reads it; where that cannot, or is not
 * there, a statement is named by its fingerprint. Nothing here ever throws because of what a text says, and the time
 * it takes is bounded.
 */
@NullMarked
package io.audittrail.sql;

import org.jspecify.annotations.NullMarked;
