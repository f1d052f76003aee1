package io.audittrail.ledger;

/**
 * What a stream has done since it was opened, and what waits in it now. Each figure is true by itself; together they are
 * no snapshot.
 *
 * @param writes how often bytes were handed to the operating system
 * @param waitingBytes of the lines that wait
 * @param lostRecords committed, and for want of room not even queued
 */
public record LedgerFigures(
        long writes,
        long writeNanos,
        long bytes,
        long fsyncs,
        long fsyncNanos,
        long waitingTransactions,
        long waitingRecords,
        long waitingBytes,
        long lostTransactions,
        long lostRecords) {}
