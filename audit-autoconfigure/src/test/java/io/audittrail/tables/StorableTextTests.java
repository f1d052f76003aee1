package io.audittrail.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableTextTests {

    @Test
    void whatCanBeStoredStaysWhatItIs() {
        String text = "Grüße \uD83D\uDE00 \n\t\"quoted\" \\ end";
        assertThat(StorableText.of(text)).isSameAs(text);
        assertThat(StorableText.of(null)).isNull();
    }

    @Test
    void whatCannotIsReplaced() {
        assertThat(StorableText.of("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(StorableText.of("\uD83D")).isEqualTo("\uFFFD");
        assertThat(StorableText.of("\uDE00x\uD83D\uDE00\uD83D")).isEqualTo("\uFFFDx\uD83D\uDE00\uFFFD");
    }

    @Test
    void inJsonTheirEscapesAreReplaced() {
        assertThat(StorableText.json("{\"a\":\"\\u0000\\ud83d\\udfff\\u0001\"}"))
                .isEqualTo("{\"a\":\"\\ufffd\\ufffd\\ufffd\\u0001\"}");
    }

    @Test
    void aBackslashInJsonIsNoEscapeOfWhatFollowsIt() {
        String json = "{\"a\":\"C:\\\\u0000\\\"\",\"b\":\"\\u001b\"}";
        assertThat(StorableText.json(json)).isEqualTo(json);
    }

    @Test
    void aNameThatIsTooLongForAnIndexIsItsDigest() {
        assertThat(StorableText.name("x".repeat(500))).hasSize(500);
        assertThat(StorableText.name("x".repeat(501))).startsWith("sha256:").hasSize(71);
        assertThat(StorableText.name("x".repeat(501))).isNotEqualTo(StorableText.name("x".repeat(502)));
    }
}
