package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.BadCursorException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CursorTests {

    private static final long MOST = 9_999_999_999_999_999L;

    @Test
    void placesComeBackAsTheyWere() {
        Map<String, Place> places = Map.of(
                "sam-web-1",
                new Place(1, 0),
                "sam-web-2",
                new Place(127, 128),
                "x",
                new Place(16_384, 16_383),
                "last",
                new Place(MOST, MOST));
        Cursor back = Cursor.parse(Cursor.of(true, places).text(), true);
        places.forEach((stream, place) -> assertThat(back.place(stream)).isEqualTo(place));
        assertThat(back.place("sam-web-3")).isNull();
    }

    @Test
    void hundredsOfStreamsFitIntoAnAddress() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            places.put("sam-web-7d9f8b6c5d-" + i, new Place(10_000_000L + i, 100_000_000L - i));
        }
        assertThat(Cursor.of(false, places).text()).hasSizeLessThan(7_000).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void whateverComesIsACursorOrRefusedAsNone() {
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            String text = Base64.getUrlEncoder().encodeToString(bytes);
            try {
                Cursor.parse(text, random.nextBoolean());
            } catch (BadCursorException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(9_000);
        String good = Cursor.of(true, Map.of("sam", new Place(300, 70_000))).text();
        for (int length = 3; length < good.length(); length++) {
            String cut = good.substring(0, length);
            assertThatThrownBy(() -> Cursor.parse(cut, true)).isInstanceOf(BadCursorException.class);
        }
    }
}
