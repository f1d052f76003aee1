package io.audittrail.benchmarks.contender;

import static net.logstash.logback.argument.StructuredArguments.kv;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs each change when it has been flushed, as it is often done: what is rolled back is in the log, and what the log
 * loses nobody hears of.
 */
final class NaiveListener implements PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener {

    private static final String ACTOR = "benchmark";

    private final Logger log;

    NaiveListener(Logger log) {
        this.log = log;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        String[] names = event.getPersister().getPropertyNames();
        Map<String, Object> changes = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            changes.put(names[i], change(null, event.getState()[i]));
        }
        log("CREATE", event.getEntity(), event.getId(), changes);
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        String[] names = event.getPersister().getPropertyNames();
        Map<String, Object> changes = new LinkedHashMap<>();
        for (int i : event.getDirtyProperties()) {
            changes.put(names[i], change(event.getOldState()[i], event.getState()[i]));
        }
        log("UPDATE", event.getEntity(), event.getId(), changes);
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        String[] names = event.getPersister().getPropertyNames();
        Map<String, Object> changes = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            changes.put(names[i], change(event.getDeletedState()[i], null));
        }
        log("DELETE", event.getEntity(), event.getId(), changes);
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private static Map<String, @Nullable Object> change(@Nullable Object before, @Nullable Object after) {
        Map<String, @Nullable Object> change = new LinkedHashMap<>();
        change.put("old", before);
        change.put("new", after);
        return change;
    }

    private void log(String action, Object entity, Object id, Map<String, Object> changes) {
        log.info(
                "{} of {} {}",
                kv("action", action),
                kv("entity", entity.getClass().getSimpleName()),
                kv("entityId", id),
                kv("actor", ACTOR),
                kv("changes", changes));
    }
}
