package io.audittrail.trail;

import io.audittrail.BadCursorException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in each stream a page ends. The text of it comes back from outside: whatever it says, only lines are read that a
 * query without it could have.
 *
 * @param places by stream; one that is not among them has been read to its end
 */
record Cursor(boolean oldestFirst, Map<String, Place> places) {

    private static final String OLDEST = "1 oldest";
    private static final String NEWEST = "1 newest";
    private static final Pattern PLACE =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,99}) ([0-9]{1,16}) ([0-9]{1,16})");

    Cursor {
        places = Map.copyOf(places);
    }

    String text() {
        StringBuilder text = new StringBuilder(oldestFirst ? OLDEST : NEWEST);
        new TreeMap<>(places)
                .forEach((stream, place) -> text.append('\n')
                        .append(stream)
                        .append(' ')
                        .append(place.segment())
                        .append(' ')
                        .append(place.position()));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws BadCursorException for what is no cursor, or one of the other order */
    static Cursor parse(String text, boolean oldestFirst) {
        String[] lines = decode(text).split("\n", -1);
        if (!lines[0].equals(oldestFirst ? OLDEST : NEWEST)) {
            throw none();
        }
        Map<String, Place> places = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            Matcher place = PLACE.matcher(lines[i]);
            if (!place.matches()) {
                throw none();
            }
            places.put(place.group(1), new Place(Long.parseLong(place.group(2)), Long.parseLong(place.group(3))));
        }
        return new Cursor(oldestFirst, places);
    }

    private static String decode(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw none();
        }
    }

    private static BadCursorException none() {
        return new BadCursorException("The cursor is not the next of a page of this order");
    }
}
