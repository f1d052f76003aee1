package io.audittrail.line;

import io.audittrail.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as one line of JSON, in exactly one form, so that a signature over the text covers everything there is:
 * {@code {"v":1,"checkpoint":"sam","seq":42,"hash":"…","@timestamp":"…","signature":"…"}}. Signed are the bytes before
 * {@code ,"signature":}.
 */
public final class CheckpointText {

    private static final String ALGORITHM = "Ed25519";
    private static final int SIGNATURE_LENGTH = 64;
    private static final int MAX_LENGTH = 400;
    private static final Pattern FORM =
            Pattern.compile("\\{\"v\":1,\"checkpoint\":\"([A-Za-z0-9][A-Za-z0-9_-]{0,99})\","
                    + "\"seq\":([1-9][0-9]{0,17}),"
                    + "\"hash\":\"([0-9a-f]{64})\","
                    + "\"@timestamp\":\"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z)\""
                    + "(?:,\"signature\":\"([A-Za-z0-9+/]{86}==)\")?}");

    private CheckpointText() {}

    /** The line, without a newline. */
    public static String of(Checkpoint checkpoint) {
        LineBuffer out = unsigned(checkpoint);
        if (checkpoint.signature() != null) {
            out.ascii(",\"signature\":\"").ascii(checkpoint.signature()).ascii('"');
        }
        return out.ascii('}').toString();
    }

    /** The checkpoint that these bytes are, null when they are none. Whether the signature fits is another question. */
    public static @Nullable Checkpoint parse(byte[] bytes, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return null;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        try {
            Instant at = Instant.parse(form.group(4));
            Checkpoint checkpoint =
                    new Checkpoint(form.group(1), Long.parseLong(form.group(2)), form.group(3), at, form.group(5));
            return of(checkpoint).equals(text) && hasPlainSignature(checkpoint) ? checkpoint : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The bytes that a signature is made over. */
    public static byte[] signed(Checkpoint checkpoint) {
        LineBuffer text = unsigned(checkpoint);
        return Arrays.copyOf(text.array(), text.length());
    }

    /** The same checkpoint with a signature over its {@link #signed} bytes. */
    public static Checkpoint with(byte[] signature, Checkpoint checkpoint) {
        if (signature.length != SIGNATURE_LENGTH) {
            throw new IllegalArgumentException(
                    "A signature with Ed25519 has " + SIGNATURE_LENGTH + " bytes, not " + signature.length);
        }
        return new Checkpoint(
                checkpoint.stream(),
                checkpoint.seq(),
                checkpoint.hash(),
                checkpoint.at(),
                Base64.getEncoder().encodeToString(signature));
    }

    /** The same checkpoint with a signature made with an Ed25519 key. */
    public static Checkpoint sign(Checkpoint checkpoint, PrivateKey key) throws GeneralSecurityException {
        Signature ed25519 = Signature.getInstance(ALGORITHM);
        ed25519.initSign(key);
        update(ed25519, checkpoint);
        return with(ed25519.sign(), checkpoint);
    }

    /** Whether the checkpoint has a signature, and it was made with the private key that belongs to this one. */
    public static boolean isSignedBy(Checkpoint checkpoint, PublicKey key) throws InvalidKeyException {
        if (checkpoint.signature() == null) {
            return false;
        }
        try {
            Signature ed25519 = Signature.getInstance(ALGORITHM);
            ed25519.initVerify(key);
            update(ed25519, checkpoint);
            return ed25519.verify(Base64.getDecoder().decode(checkpoint.signature()));
        } catch (SignatureException | IllegalArgumentException e) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has Ed25519 from version 15 on", e);
        }
    }

    private static void update(Signature ed25519, Checkpoint checkpoint) throws SignatureException {
        LineBuffer signed = unsigned(checkpoint);
        ed25519.update(signed.array(), 0, signed.length());
    }

    private static LineBuffer unsigned(Checkpoint checkpoint) {
        return new LineBuffer(384)
                .ascii("{\"v\":1,\"checkpoint\":\"")
                .ascii(checkpoint.stream())
                .ascii("\",\"seq\":")
                .number(checkpoint.seq())
                .ascii(",\"hash\":\"")
                .ascii(checkpoint.hash())
                .ascii("\",\"@timestamp\":\"")
                .timestamp(checkpoint.at())
                .ascii('"');
    }

    /** Base64 of 64 bytes has four bits to spare, which a reader may ignore: there is to be one text for a signature. */
    private static boolean hasPlainSignature(Checkpoint checkpoint) {
        String signature = checkpoint.signature();
        return signature == null
                || Base64.getEncoder()
                        .encodeToString(Base64.getDecoder().decode(signature))
                        .equals(signature);
    }
}
