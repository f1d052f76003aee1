package io.audittrail.verify;

import io.audittrail.line.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an Ed25519 public key as {@code openssl pkey -pubout} writes it, PEM or DER. */
final class KeyFile {

    private static final int MOST = 64 * 1024;
    private static final String ALGORITHM = "Ed25519";
    private static final List<String> OTHERS = List.of("RSA", "EC", "EdDSA", "DSA", "XDH", "DH");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----");

    private KeyFile() {}

    static PublicKey read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains("PRIVATE KEY-----")) {
            throw new IOException(file + " holds a private key, which belongs to the one who signs:"
                    + " give its public key, from openssl pkey -pubout");
        }
        byte[] der = der(bytes, text, file);
        PublicKey key = parse(der, ALGORITHM);
        if (key != null && isPoint(key)) {
            return key;
        }
        for (String other : OTHERS) {
            if (parse(der, other) != null) {
                throw new IOException(
                        file + " holds a key for " + other + "; checkpoints are signed with " + ALGORITHM);
            }
        }
        throw new IOException(file + " holds no " + ALGORITHM + " public key (SubjectPublicKeyInfo, PEM or DER)");
    }

    /** What people compare: {@code openssl pkey -pubin -in KEY -outform DER | sha256sum}. */
    static String digest(PublicKey key) {
        return Digests.of(key.getEncoded());
    }

    private static byte[] der(byte[] bytes, String text, Path file) throws IOException {
        Matcher pem = PEM.matcher(text);
        try {
            return pem.find() ? Base64.getMimeDecoder().decode(pem.group(1)) : bytes;
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds a damaged public key: " + e.getMessage(), e);
        }
    }

    /** The JDK takes a key that is on no curve, until it is used. */
    private static boolean isPoint(PublicKey key) {
        try {
            Signature.getInstance(ALGORITHM).initVerify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static @Nullable PublicKey parse(byte[] der, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
        } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
            return null;
        }
    }
}
