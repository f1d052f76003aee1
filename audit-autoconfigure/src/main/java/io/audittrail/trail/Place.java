package io.audittrail.trail;

/**
 * Between two lines of a stream. The text of a segment keeps its places when it is compressed.
 *
 * @param segment the seq of its first line
 * @param position of the byte behind it, in the text of the segment
 */
record Place(long segment, long position) {}
