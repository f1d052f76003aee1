package io.audittrail.checkpoint;

import static io.audittrail.checkpoint.CheckpointFileTests.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Checkpoint;
import io.audittrail.line.CheckpointText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTests {

    @TempDir
    Path directory;

    @Test
    void aKeyIsReadAsPemAndAsDer() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] der = pair.getPrivate().getEncoded();

        for (Path file : new Path[] {write(der), write(pem("PRIVATE KEY", der))}) {
            Checkpoint unsigned = checkpoint("sam", 1);
            Checkpoint signed =
                    CheckpointText.with(SigningKey.read(file).sign(CheckpointText.signed(unsigned)), unsigned);

            assertThat(CheckpointText.isSignedBy(signed, pair.getPublic())).isTrue();
            assertThat(signed).isEqualTo(CheckpointText.sign(unsigned, pair.getPrivate()));
        }
    }

    @Test
    void thePublicKeyIsThatOfThePair() throws Exception {
        for (int i = 0; i < 20; i++) {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            assertThat(SigningKey.read(write(pair.getPrivate().getEncoded())).publicKey())
                    .isEqualTo(pair.getPublic());
        }
    }

    @Test
    void aKeyOfAnotherKindIsRefusedWithoutShowingIt() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        byte[] secret = rsa.getPrivate().getEncoded();
        String quoted = Base64.getEncoder().encodeToString(secret).substring(0, 30);
        Path file = write(pem("PRIVATE KEY", secret));

        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContainingAll(file.toString(), "no Ed25519 private key")
                .hasMessageNotContaining(quoted)
                .hasNoCause();
    }

    @Test
    void aPublicKeyIsRefused() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path file = write(pem("PUBLIC KEY", pair.getPublic().getEncoded()));

        assertThatThrownBy(() -> SigningKey.read(file)).hasMessageContaining("a PEM block 'PUBLIC KEY'");
    }

    @Test
    void anEncryptedKeyIsRefused() throws IOException {
        Path file = write(pem("ENCRYPTED PRIVATE KEY", new byte[100]));

        assertThatThrownBy(() -> SigningKey.read(file)).hasMessageContaining("'ENCRYPTED PRIVATE KEY'");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SigningKey.read(directory.resolve("none")))
                .hasMessageContainingAll("none", "no such file");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(directory, "key", null), bytes);
    }

    private static byte[] pem(String label, byte[] der) {
        return ("-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
