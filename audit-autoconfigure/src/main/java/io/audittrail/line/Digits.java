package io.audittrail.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/** Digits as bytes, two at a time, without a String in between. */
final class Digits {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final short[] PAIRS = pairs(100, i -> String.valueOf(100 + i).substring(1));
    private static final short[] HEX_PAIRS =
            pairs(256, i -> Integer.toHexString(256 + i).substring(1));

    private Digits() {}

    private static short[] pairs(int count, IntFunction<String> text) {
        short[] pairs = new short[count];
        for (int i = 0; i < count; i++) {
            String pair = text.apply(i);
            pairs[i] = (short) (pair.charAt(0) | (pair.charAt(1) << 8));
        }
        return pairs;
    }

    /** How many digits the number has. */
    static int count(long positive) {
        int digits = 1;
        for (long limit = 10; digits < 19 && positive >= limit; limit *= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes so many of the number's last digits, so that they end before {@code to}; zeros where it has no more. */
    static void write(long positive, int digits, byte[] target, int to) {
        long rest = positive;
        int at = to - 2;
        int first = to - digits;
        while (at >= first) {
            long next = rest / 100;
            SHORTS.set(target, at, PAIRS[(int) (rest - 100 * next)]);
            rest = next;
            at -= 2;
        }
        if (at + 1 == first) {
            target[first] = (byte) ('0' + rest % 10);
        }
    }

    /** Writes two digits of a number below 100. */
    static void pair(int number, byte[] target, int at) {
        SHORTS.set(target, at, PAIRS[number]);
    }

    /** Writes so many of the number's last hexadecimal digits, an even count. */
    static void hex(long value, int digits, byte[] target, int at) {
        long rest = value;
        for (int i = at + digits - 2; i >= at; i -= 2) {
            SHORTS.set(target, i, HEX_PAIRS[(int) (rest & 255)]);
            rest >>>= 8;
        }
    }

    /** Writes two hexadecimal digits for each byte. */
    static void hex(byte[] source, byte[] target, int at) {
        for (int i = 0; i < source.length; i++) {
            SHORTS.set(target, at + 2 * i, HEX_PAIRS[source[i] & 255]);
        }
    }
}
