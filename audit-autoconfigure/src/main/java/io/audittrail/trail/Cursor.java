package io.audittrail.trail;

import io.audittrail.BadCursorException;
import io.audittrail.line.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where in each stream a page ends. The text of it comes back from outside: whatever it says, only lines are read that a
 * query without it could have. It is short, since it has to stand in an address, and a log may have hundreds of streams: each
 * is named by the beginning of a digest of its name. Immutable.
 */
final class Cursor {

    private static final byte NEWEST_FIRST = 1;
    private static final byte OLDEST_FIRST = 2;
    private static final int DIGEST_LENGTH = 6;
    private static final int DIGITS = 7;

    /** More than any segment or position can be. */
    private static final long MOST = 10_000_000_000_000_000L;

    private final boolean oldestFirst;
    private final Map<Long, Place> places;

    private Cursor(boolean oldestFirst, Map<Long, Place> places) {
        this.oldestFirst = oldestFirst;
        this.places = places;
    }

    /** @param places by stream; one that is not among them has been read to its end */
    static Cursor of(boolean oldestFirst, Map<String, Place> places) {
        Map<Long, Place> named = new TreeMap<>();
        places.forEach((stream, place) -> named.put(digest(stream), place));
        return new Cursor(oldestFirst, named);
    }

    /** Where to go on in a stream; null when it has been read to its end. */
    @Nullable
    Place place(String stream) {
        return places.get(digest(stream));
    }

    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(oldestFirst ? OLDEST_FIRST : NEWEST_FIRST);
        places.forEach((stream, place) -> {
            for (int i = DIGEST_LENGTH - 1; i >= 0; i--) {
                bytes.write((int) (stream >>> (8 * i)));
            }
            write(place.segment(), bytes);
            write(place.position(), bytes);
        });
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** @throws BadCursorException for what is no cursor, or one of the other order */
    static Cursor parse(String text, boolean oldestFirst) {
        ByteBuffer bytes = decode(text);
        try {
            if (bytes.get() != (oldestFirst ? OLDEST_FIRST : NEWEST_FIRST)) {
                throw none();
            }
            Map<Long, Place> places = new TreeMap<>();
            while (bytes.hasRemaining()) {
                long stream = 0;
                for (int i = 0; i < DIGEST_LENGTH; i++) {
                    stream = (stream << 8) | (bytes.get() & 0xff);
                }
                places.put(stream, new Place(read(bytes), read(bytes)));
            }
            return new Cursor(oldestFirst, places);
        } catch (BufferUnderflowException e) {
            throw none();
        }
    }

    private static ByteBuffer decode(String text) {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw none();
        }
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    private static void write(long number, ByteArrayOutputStream bytes) {
        long rest = number;
        while (rest >= 1 << DIGITS) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= DIGITS;
        }
        bytes.write((int) rest);
    }

    private static long read(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - DIGITS; shift += DIGITS) {
            byte next = bytes.get();
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                if (number >= MOST) {
                    throw none();
                }
                return number;
            }
        }
        throw none();
    }

    private static long digest(String stream) {
        byte[] digest = Digests.sha256().digest(stream.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong() >>> (8 * (Long.BYTES - DIGEST_LENGTH));
    }

    private static BadCursorException none() {
        return new BadCursorException("The cursor is not the next of a page of this order");
    }
}
