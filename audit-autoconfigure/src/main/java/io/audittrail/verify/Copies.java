package io.audittrail.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Compares what should be the same. */
final class Copies {

    private static final int BLOCK = 64 * 1024;

    private Copies() {}

    /** The first byte in which two texts differ, negative when they are the same. */
    static long difference(InputStream one, InputStream other) throws IOException {
        byte[] a = new byte[BLOCK];
        byte[] b = new byte[BLOCK];
        long same = 0;
        while (true) {
            int countA = one.readNBytes(a, 0, BLOCK);
            int countB = other.readNBytes(b, 0, BLOCK);
            int different = Arrays.mismatch(a, 0, countA, b, 0, countB);
            if (different >= 0) {
                return same + different;
            }
            if (countA == 0) {
                return -1;
            }
            same += countA;
        }
    }
}
