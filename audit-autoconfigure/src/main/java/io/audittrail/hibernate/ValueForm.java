package io.audittrail.hibernate;

import io.audittrail.line.LineType;

/**
 * How values of an attribute go into the log, and what they are when they come back.
 *
 * @param type by the mapping, also where the reader shows nothing: what was recorded once may have been shown
 */
record ValueForm(ValueReader reader, LineType type) {

    ValueForm readBy(ValueReader other) {
        return new ValueForm(other, type);
    }
}
