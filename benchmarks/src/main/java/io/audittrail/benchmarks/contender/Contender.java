package io.audittrail.benchmarks.contender;

/** Who is compared. */
public enum Contender {
    /** No auditing. */
    NONE,
    /** The same: what the two differ in is noise. */
    NONE_AGAIN,
    /** Ours, as it is by default. */
    DIRECT,
    /** Ours, where a commit waits for the disk. */
    FSYNC_GROUP,
    /** Ours, by way of a table. */
    GUARANTEED,
    /** Ours, in tables of the database and without files. */
    TABLES,
    /** Ours, in tables that triggers of PostgreSQL write. */
    TRIGGERS,
    ENVERS,
    /** Hibernate's own audit log. */
    HIBERNATE_AUDITED,
    JAVERS,
    /** A row trigger of PostgreSQL. */
    TRIGGER,
    /** A listener that logs with Logback and LogstashEncoder. */
    NAIVE;

    /** Whether it exists for H2 too. */
    public boolean runsOnH2() {
        return this != TRIGGER && this != TRIGGERS;
    }
}
