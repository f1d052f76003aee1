package io.audittrail.ledger;

import io.audittrail.line.Seal;

/**
 * The end of a line in a file.
 *
 * @param length of the file up to there
 */
record Mark(Seal head, long length) {}
