package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.ChangeSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTests {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void eachHashCoversTheOneBeforeAndEverythingInTheLine() throws Exception {
        ChangeSet set = Records.example();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] previous = sha256.digest("audittrail/1\nsam".getBytes(StandardCharsets.UTF_8));

        List<String> lines = Records.sealed("sam", set, set, set);

        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            sha256.update(previous);
            previous = sha256.digest(
                    line.substring(0, line.lastIndexOf(",\"hash\":")).getBytes(StandardCharsets.UTF_8));
            assertThat(parse(line)).isEqualTo(new Seal(i + 1, HexFormat.of().formatHex(previous)));
        }
    }

    @Test
    void aSealIsReadFromTheEndOfALine() {
        assertThat(parse("{\"a\":1,\"seq\":1042,\"hash\":\"" + HASH + "\"}")).isEqualTo(new Seal(1042, HASH));
        assertThat(parse("{\"a\":1,\"seq\":999999999999999999,\"hash\":\"" + HASH + "\"}"))
                .isEqualTo(new Seal(999_999_999_999_999_999L, HASH));
    }

    @Test
    void aHashIsTakenAsBytes() {
        byte[] line = ("{\"a\":1,\"seq\":1042,\"hash\":\"" + HASH + "\"}\n").getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[32];

        Seal.hash(line, line.length - 1, hash);

        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(HASH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "}",
                "{\"a\":1}",
                "{\"a\":1,\"seq\":,\"hash\":\"H\"}",
                "{\"a\":1,\"seq\":01,\"hash\":\"H\"}",
                "{\"a\":1,\"seq\":-1,\"hash\":\"H\"}",
                "{\"a\":1,\"seq\":1234567890123456789,\"hash\":\"H\"}",
                "{\"a\":1,\"seq\":1,\"hash\":\"H\"} ",
                "{\"a\":1,\"seq\":1,\"hash\":\"GH\"}",
                "1,\"hash\":\"H\"}",
                ",\"hash\":\"H\"}"
            })
    void whatIsNoSealIsNotTakenForOne(String line) {
        assertThat(parse(line.replace("GH", "G" + HASH.substring(1)).replace("\"H\"", "\"" + HASH + "\"")))
                .isNull();
    }

    @Test
    void whatWasNotKeptIsForgotten() {
        Chain chain = Chain.genesis("s");
        LineBuffer out = new LineBuffer(16);
        chain.seal(out, 0);
        chain.keep();
        Seal head = chain.head();

        chain.seal(out, 0);
        chain.drop();

        assertThat(chain.head()).isEqualTo(head);
        chain.seal(out, 0);
        chain.keep();
        assertThat(chain.head().seq()).isEqualTo(2);
    }

    private static @Nullable Seal parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return Seal.parse(bytes, 0, bytes.length);
    }
}
