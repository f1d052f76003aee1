package io.audittrail.autoconfigure;

import io.audittrail.Actor;
import io.audittrail.AuditContext;
import io.audittrail.transaction.CurrentActor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.task.TaskDecorator;

/**
 * Tells a task on another thread who handed it over, for resolvers of the application: what they look at need not follow
 * the work, as Spring Security's context does.
 */
final class InheritedActorDecorator implements TaskDecorator {

    private final ObjectProvider<CurrentActor> current;

    /** @param current asked late: the application's resolver may itself need an executor */
    InheritedActorDecorator(ObjectProvider<CurrentActor> current) {
        this.current = current;
    }

    @Override
    public Runnable decorate(Runnable task) {
        Actor actor = current.getObject().get();
        if (actor.kind() == Actor.Kind.SYSTEM) {
            return task;
        }
        AuditContext.Work<RuntimeException> work = task::run;
        return () -> AuditContext.current().withInherited(actor).run(work);
    }
}
