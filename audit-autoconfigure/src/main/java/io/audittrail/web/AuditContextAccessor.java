package io.audittrail.web;

import io.audittrail.AuditContext;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Carries {@link AuditContext}, that is job and reason, to other threads. Found by Micrometer's context propagation. */
public final class AuditContextAccessor implements ThreadLocalAccessor<AuditContext> {

    private static final AuditContext NONE = new AuditContext(null, null, null, null);

    @Override
    public Object key() {
        return "io.audittrail.context";
    }

    @Override
    public @Nullable AuditContext getValue() {
        AuditContext context = AuditContext.current();
        return context.isNone() ? null : context;
    }

    @Override
    public void setValue(AuditContext context) {
        context.attach();
    }

    @Override
    public void setValue() {
        NONE.attach();
    }
}
