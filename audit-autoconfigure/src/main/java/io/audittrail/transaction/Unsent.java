package io.audittrail.transaction;

/** What somebody has written on a connection, and the database does not have yet: it is of whom it was told last. */
public interface Unsent {

    /** Hands it over. Fails as the statements do that waited. */
    void send();

    /** Whether somebody is writing right now, who was announced for just that and will not be once more. */
    boolean isBeingWritten();
}
