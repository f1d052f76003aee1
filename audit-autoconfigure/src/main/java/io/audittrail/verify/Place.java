package io.audittrail.verify;

/** Where a line stands. */
record Place(String file, long line) {

    Damage damage(long seq, Damage.Kind kind, String what) {
        return new Damage(file, line, seq, kind, what);
    }
}
