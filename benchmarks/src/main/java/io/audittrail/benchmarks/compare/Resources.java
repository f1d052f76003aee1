package io.audittrail.benchmarks.compare;

import java.util.ArrayDeque;
import java.util.Deque;

/** What must not be left behind, also after Ctrl-C: processes, databases, files. Closed in the reverse order. Thread-safe. */
final class Resources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /** Closed when the JVM ends, if not before. */
    static Resources closedAtExit() {
        Resources resources = new Resources();
        Runtime.getRuntime().addShutdownHook(new Thread(resources::close, "closing"));
        return resources;
    }

    /** @throws IllegalStateException if all is closed already; then this is, too */
    <T extends AutoCloseable> T add(T resource) {
        synchronized (this) {
            if (!closed) {
                open.push(resource);
                return resource;
            }
        }
        close(resource);
        throw new IllegalStateException("It is over");
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        Deque<AutoCloseable> all;
        synchronized (this) {
            closed = true;
            all = new ArrayDeque<>(open);
            open.clear();
        }
        all.forEach(Resources::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("Left behind: " + e);
        }
    }
}
