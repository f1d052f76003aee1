package io.audittrail.hibernate;

import io.audittrail.transaction.OwnStatements;
import org.hibernate.SessionEventListener;

/** Marks the statements that a session prepares by itself. Hibernate makes one for each session. */
public final class OwnStatementListener implements SessionEventListener {

    @Override
    public void jdbcPrepareStatementStart() {
        OwnStatements.begin();
    }

    @Override
    public void jdbcPrepareStatementEnd() {
        OwnStatements.end();
    }
}
