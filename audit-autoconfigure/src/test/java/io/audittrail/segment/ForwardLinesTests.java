package io.audittrail.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardLinesTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a\n", "a", "\n\n", "a\n\nb\n", "a\nb", "\na"})
    void linesAreWhatNewlinesEnd(String text) throws IOException {
        List<String> lines = lines(text);

        assertThat(String.join("", lines)).isEqualTo(text);
        assertThat(lines).hasSize((int) text.lines().count());
    }

    @Test
    void longAndShortLinesComeAsTheyAre() throws IOException {
        String text = ("a".repeat(70_000) + "\nb\n\n" + "c".repeat(65_536) + "\n" + "d".repeat(65_535) + "\n").repeat(5)
                + "e".repeat(200_000);

        assertThat(lines(text))
                .hasSize(26)
                .satisfies(lines -> assertThat(String.join("", lines)).isEqualTo(text));
    }

    @Test
    void placesAreCounted() throws IOException {
        ForwardLines lines = of("ab\n\ncde");

        assertThat(lines.next()).isTrue();
        assertThat(List.of(lines.number(), lines.offset(), lines.endOffset())).containsExactly(1L, 0L, 3L);
        assertThat(lines.isTerminated()).isTrue();
        assertThat(lines.next()).isTrue();
        assertThat(List.of(lines.number(), lines.offset(), lines.endOffset())).containsExactly(2L, 3L, 4L);
        assertThat(lines.next()).isTrue();
        assertThat(List.of(lines.number(), lines.offset(), lines.endOffset())).containsExactly(3L, 4L, 7L);
        assertThat(lines.isTerminated()).isFalse();
        assertThat(lines.next()).isFalse();
        assertThat(lines.next()).isFalse();
    }

    @Test
    void aLineBeyondTheLimitEndsTheReading() throws IOException {
        String most = "x".repeat(100_000);
        assertThat(new ForwardLines(bytes(most + "\n"), 100_000).next()).isTrue();
        assertThat(new ForwardLines(bytes(most), 100_000).next()).isTrue();

        ForwardLines lines = new ForwardLines(bytes("a\n" + most + "x\n"), 100_000);
        assertThat(lines.next()).isTrue();
        assertThatThrownBy(lines::next)
                .isInstanceOf(LongLineException.class)
                .hasMessage("line 2 has more than 100000 bytes");
        assertThatThrownBy(() -> new ForwardLines(bytes(most + "x"), 100_000).next())
                .isInstanceOf(LongLineException.class);
    }

    /** Each line with its newline. */
    private static List<String> lines(String text) throws IOException {
        ForwardLines lines = of(text);
        List<String> all = new ArrayList<>();
        while (lines.next()) {
            int length = lines.end() - lines.start() + (lines.isTerminated() ? 1 : 0);
            assertThat(lines.endOffset() - lines.offset()).isEqualTo(length);
            all.add(new String(lines.bytes(), lines.start(), length, StandardCharsets.US_ASCII));
        }
        return all;
    }

    private static ForwardLines of(String text) {
        return new ForwardLines(bytes(text));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
