package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTextTests {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Checkpoint UNSIGNED =
            new Checkpoint("sam-web-1", 42, HASH, Instant.parse("2026-11-21T04:35:34.171739Z"), null);
    private static final String TEXT = "{\"v\":1,\"checkpoint\":\"sam-web-1\",\"seq\":42,\"hash\":\"" + HASH
            + "\",\"@timestamp\":\"2026-11-21T04:35:34.171739Z\"}";
    private static final KeyPair KEYS = keys("Ed25519");

    @Test
    void aCheckpointIsOneLine() {
        assertThat(CheckpointText.of(UNSIGNED)).isEqualTo(TEXT);
        assertThat(parse(TEXT)).isEqualTo(UNSIGNED);
    }

    @Test
    void theSignatureCoversWhatStandsBeforeIt() throws GeneralSecurityException {
        Checkpoint signed = CheckpointText.sign(UNSIGNED, KEYS.getPrivate());
        String text = CheckpointText.of(signed);

        assertThat(text).startsWith(TEXT.substring(0, TEXT.length() - 1) + ",\"signature\":\"");
        assertThat(parse(text)).isEqualTo(signed);
        Signature plain = Signature.getInstance("Ed25519");
        plain.initVerify(KEYS.getPublic());
        plain.update(text.substring(0, text.indexOf(",\"signature\":")).getBytes(StandardCharsets.UTF_8));
        assertThat(plain.verify(Base64.getDecoder().decode(signed.signature()))).isTrue();
        assertThat(CheckpointText.isSignedBy(signed, KEYS.getPublic())).isTrue();
    }

    @Test
    void otherKeysAndOtherContentsDoNotFit() throws GeneralSecurityException {
        Checkpoint signed = CheckpointText.sign(UNSIGNED, KEYS.getPrivate());
        String signature = signed.signature();
        Instant at = signed.at();

        assertThat(CheckpointText.isSignedBy(signed, keys("Ed25519").getPublic()))
                .isFalse();
        assertThat(CheckpointText.isSignedBy(UNSIGNED, KEYS.getPublic())).isFalse();
        for (Checkpoint other : new Checkpoint[] {
            new Checkpoint("sam-web-2", 42, HASH, at, signature),
            new Checkpoint("sam-web-1", 43, HASH, at, signature),
            new Checkpoint("sam-web-1", 42, "f" + HASH.substring(1), at, signature),
            new Checkpoint("sam-web-1", 42, HASH, at.plusNanos(1000), signature),
            new Checkpoint("sam-web-1", 42, HASH, at, "AAAA"),
            new Checkpoint("sam-web-1", 42, HASH, at, "?"),
        }) {
            assertThat(CheckpointText.isSignedBy(other, KEYS.getPublic()))
                    .as(other.toString())
                    .isFalse();
        }
    }

    @Test
    void anotherKindOfKeyIsRefused() throws GeneralSecurityException {
        Checkpoint signed = CheckpointText.sign(UNSIGNED, KEYS.getPrivate());

        assertThatThrownBy(() -> CheckpointText.isSignedBy(signed, keys("RSA").getPublic()))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> CheckpointText.sign(UNSIGNED, keys("RSA").getPrivate()))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void everyChangeOfABitIsSeen() throws GeneralSecurityException {
        byte[] text = CheckpointText.of(CheckpointText.sign(UNSIGNED, KEYS.getPrivate()))
                .getBytes(StandardCharsets.UTF_8);

        for (int bit = 0; bit < 8 * text.length; bit++) {
            byte[] changed = text.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Checkpoint read = CheckpointText.parse(changed, 0, changed.length);
            assertThat(read != null && CheckpointText.isSignedBy(read, KEYS.getPublic()))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "\"v\":1|\"v\":2",
                "\"seq\":42|\"seq\":042",
                "\"seq\":42|\"seq\":0",
                "\"seq\":42|\"seq\":-42",
                "\"seq\":42|\"seq\":42.0",
                "\"seq\":42|\"seq\":1000000000000000000",
                "\"seq\":42|\"seq\": 42",
                "abcdef\"|abcdeF\"",
                "abcdef\"|abcde\"",
                "171739Z|17173Z",
                "171739Z|171739",
                "2026-11-21|2026-02-30",
                "04:35:34|23:59:60",
                "04:35:34|24:00:00",
                "sam-web-1|",
                "sam-web-1|sam.web",
                "sam-web-1|sam\\u002dweb",
                "9Z\"}|9Z\",\"signature\":\"\"}",
                "9Z\"}|9Z\",\"more\":1}",
                "9Z\"}|9Z\"}x",
            })
    void whatIsNotExactlyOfTheFormIsNone(String right, String wrong) {
        assertThat(TEXT).contains(right);

        assertThat(parse(TEXT.replace(right, wrong == null ? "" : wrong))).isNull();
    }

    @Test
    void onlyTheBytesInBetweenAreRead() {
        byte[] bytes = ("x" + TEXT + "\n").getBytes(StandardCharsets.UTF_8);

        assertThat(CheckpointText.parse(bytes, 1, bytes.length - 1)).isEqualTo(UNSIGNED);
        assertThat(CheckpointText.parse(bytes, 1, bytes.length)).isNull();
    }

    private static @Nullable Checkpoint parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return CheckpointText.parse(bytes, 0, bytes.length);
    }

    private static KeyPair keys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
