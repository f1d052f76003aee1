package io.audittrail.verify;

import io.audittrail.line.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Both checksums of some bytes: that of their frame, and that of the manifest. */
record CheckedDigest(int crc, String sha256) {

    private static final int BLOCK = 64 * 1024;

    static CheckedDigest of(InputStream bytes) throws IOException {
        MessageDigest digest = Digests.sha256();
        CRC32 crc = new CRC32();
        InputStream in = new CheckedInputStream(new DigestInputStream(bytes, digest), crc);
        byte[] block = new byte[BLOCK];
        int count = 0;
        while (count >= 0) {
            count = in.read(block);
        }
        return new CheckedDigest((int) crc.getValue(), Digests.text(digest));
    }
}
