/**
 * Those who are compared, each in a JVM of its own, and what they can be told to do.
 *
 * <p>All are ordinary Spring Boot applications with the same tables and the same work; {@code Wiring} says in what they
 * differ. Ours has the starter, its settings, and an actor. Of the others each is as its documentation shows it first: Envers
 * and Hibernate's audit log have annotated entities and their own numbering of transactions, JaVers is told of each change
 * and writes on the connection of the transaction, the trigger keeps both rows as {@code jsonb}, and the listener logs to a
 * file with Logback and LogstashEncoder. Envers and Hibernate keep no actor, and the trigger the database user.
 */
@NullMarked
package io.audittrail.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
