package io.audittrail.trail;

/** Looks for bytes among bytes. */
final class Needle {

    private Needle() {}

    static boolean isIn(byte[] bytes, int from, int to, byte[] needle) {
        int last = to - needle.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == needle[0] && isAt(bytes, i, to, needle)) {
                return true;
            }
        }
        return false;
    }

    static boolean isAt(byte[] bytes, int at, int to, byte[] needle) {
        if (to - at < needle.length) {
            return false;
        }
        for (int i = 0; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether they are the last bytes before {@code to}. */
    static boolean endsAt(byte[] bytes, int from, int to, byte[] needle) {
        return to - from >= needle.length && isAt(bytes, to - needle.length, to, needle);
    }
}
