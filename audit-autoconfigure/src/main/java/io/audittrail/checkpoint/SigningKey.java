package io.audittrail.checkpoint;

import io.audittrail.CheckpointSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An Ed25519 key from a file, PKCS#8 as PEM or DER, as {@code openssl genpkey -algorithm ed25519} makes it. Thread-safe. */
public final class SigningKey implements CheckpointSigner {

    private static final String ALGORITHM = "Ed25519";
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /** @throws UnusableKeyException when the file holds no such key */
    public static SigningKey read(Path file) {
        byte[] bytes = bytes(file);
        Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        boolean isPem = pem.find();
        if (isPem && !pem.group(1).equals("PRIVATE KEY")) {
            throw unusable(file, "it holds a PEM block '" + pem.group(1) + "', not 'PRIVATE KEY'", null);
        }
        try {
            byte[] der = isPem ? Base64.getMimeDecoder().decode(pem.group(2)) : bytes;
            return new SigningKey(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without its cause, which may quote the file.
            throw unusable(file, "it holds no Ed25519 private key in PKCS#8, as PEM or DER", null);
        }
    }

    @Override
    public byte[] sign(byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(text);
        return signature.sign();
    }

    /**
     * The key that others verify with; null where this platform does not tell. The JDK has no way from the one to the
     * other, but it makes a private key of random bytes: given those of this one, it makes the pair anew.
     */
    public @Nullable PublicKey publicKey() {
        byte[] seed = key instanceof EdECPrivateKey edwards ? edwards.getBytes().orElse(null) : null;
        if (seed == null) {
            return null;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            KeyPair pair = generator.generateKeyPair();
            return pair.getPrivate() instanceof EdECPrivateKey again
                            && Arrays.equals(again.getBytes().orElse(null), seed)
                    ? pair.getPublic()
                    : null;
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /** Bytes that are no random ones. */
    private static final class Given extends SecureRandom {

        private final transient byte[] given;

        Given(byte[] given) {
            this.given = given;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(given, 0, bytes, 0, Math.min(given.length, bytes.length));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw unusable(file, "it is larger than any key", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read: " + e, e);
        }
    }

    private static UnusableKeyException unusable(Path file, String reason, @Nullable Throwable cause) {
        return new UnusableKeyException(
                "Checkpoints of the audit log cannot be signed with the key in " + file.toAbsolutePath() + ": "
                        + reason,
                cause);
    }
}
