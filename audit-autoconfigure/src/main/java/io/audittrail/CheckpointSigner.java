package io.audittrail;

/**
 * Signs checkpoints with an Ed25519 key. A bean of this type goes before {@code audit.checkpoints.key}: it lets the key
 * stay where nobody can copy it.
 */
@FunctionalInterface
public interface CheckpointSigner {

    /**
     * Called about once a second, from a thread that no transaction waits for. While it throws, there are no checkpoints:
     * none goes out unsigned.
     *
     * @return the 64 bytes of the signature
     */
    byte[] sign(byte[] text) throws Exception;
}
