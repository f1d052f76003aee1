package io.audittrail;

/** Hears of what was committed, for example to evict a cache. */
@FunctionalInterface
public interface AuditSink {

    /**
     * Called on the committing thread, after the commit and after the attempt to write the log. An exception is logged
     * and counted; it reaches neither the caller nor the other sinks. There is no transaction any more: a sink that
     * wants to write to a database starts its own.
     */
    void committed(ChangeSet changes);
}
