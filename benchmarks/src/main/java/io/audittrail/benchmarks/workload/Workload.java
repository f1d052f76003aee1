package io.audittrail.benchmarks.workload;

/** What is done again and again, in one transaction each time. */
public enum Workload {
    W1("one insert", 1, 1),
    W2("load, change 2 of 12 attributes", 1, 1),
    W3("50 updates", 1, 50),
    W4("one delete", 1, 1),
    W5("two threads, mixed", 2, 1),
    W6("add one element to a collection of 1,000", 1, 1);

    private final String title;
    private final int threads;
    private final int changes;

    Workload(String title, int threads, int changes) {
        this.title = title;
        this.threads = threads;
        this.changes = changes;
    }

    public String title() {
        return title;
    }

    public int threads() {
        return threads;
    }

    /** After so many transactions at most things are put back as they were: rows are made, or elements taken away. */
    public int stretch() {
        return this == W6 ? 50 : Integer.MAX_VALUE;
    }

    /** Changes of entities per transaction. */
    public int changes() {
        return changes;
    }
}
