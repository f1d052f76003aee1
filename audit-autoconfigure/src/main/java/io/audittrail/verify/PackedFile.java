package io.audittrail.verify;

/**
 * A file in an evidence file, as the frame around it says.
 *
 * @param name letters, digits, dots, - and _
 * @param deflated or stored as it is, as what is compressed already
 * @param crc of its content
 * @param packed how many bytes it takes
 * @param size of its content
 * @param offset of its header
 */
record PackedFile(String name, boolean deflated, int crc, long packed, long size, long offset) {

    /** Where its bytes begin. */
    long data() {
        return offset + ZipFrame.headerLength(name);
    }

    /** Where they end. */
    long end() {
        return data() + packed;
    }
}
