package io.audittrail.transaction;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names of transactions: 48 bits of time, then random ones. They need to be distinct, not secret, so the random bits
 * come from a generator that takes no lock and allocates nothing.
 */
final class UuidV7 {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private UuidV7() {}

    static UUID at(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (epochMillis << 16) | VERSION | (random.nextLong() & 0x0FFFL);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
