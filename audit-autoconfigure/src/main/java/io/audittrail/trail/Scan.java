package io.audittrail.trail;

/** What all streams have in common that are read for one query. */
record Scan(Criteria criteria, LineFilter filter, Remarks remarks, Budget budget, Buffers buffers, ReadAhead threads) {

    boolean isForward() {
        return criteria.query().isOldestFirst();
    }

    /** The same in the other direction, for so many bytes; says nothing of what it cannot read. */
    Scan back(long bytes) {
        return new Scan(criteria.turned(), filter, new Remarks(), new Budget(bytes), buffers, threads);
    }

    /** From one place to the next, in the direction of reading. */
    int step() {
        return isForward() ? 1 : -1;
    }
}
