package io.audittrail.outbox;

/**
 * What waits in the table of one database, of all instances.
 *
 * @param ageMillis the age of the oldest row by the database's clock; 0 when there is none
 */
record Backlog(long rows, long ageMillis) {

    static final Backlog NONE = new Backlog(0, 0);
}
