package io.audittrail.hibernate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for an identifier that is a secret, such as the token of a password reset: the changes of one entity have to
 * find each other, so a plain {@code [masked]} will not do. The key lives as long as the process and is kept nowhere:
 * not even a short identifier can be guessed from the log.
 */
final class Pseudonym {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHOWN_BYTES = 8;
    private static final SecretKeySpec KEY = newKey();

    private Pseudonym() {}

    static String of(Object id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            byte[] code = mac.doFinal(id.toString().getBytes(StandardCharsets.UTF_8));
            return "[masked:" + HexFormat.of().formatHex(code, 0, SHOWN_BYTES) + "]";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static SecretKeySpec newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, ALGORITHM);
    }
}
