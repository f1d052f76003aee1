package io.audittrail.trail;

import java.util.concurrent.ArrayBlockingQueue;

/** Arrays that are used again while one query is answered: new ones would cost more than the search. Thread-safe. */
final class Buffers {

    private static final int MOST = 8;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(MOST);

    /** At least so long; with anything in it. */
    byte[] take(int length) {
        byte[] buffer = free.poll();
        return buffer != null && buffer.length >= length ? buffer : new byte[length];
    }

    void giveBack(byte[] buffer) {
        free.offer(buffer); // Or leaves it to the collector.
    }
}
