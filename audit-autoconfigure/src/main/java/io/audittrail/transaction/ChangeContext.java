package io.audittrail.transaction;

import io.audittrail.ContextContributor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The {@code context} of a transaction's records, from all contributors. The first to set a key has it. */
final class ChangeContext {

    /** Belongs to each record, see {@link io.audittrail.AuditContext#because}. */
    private static final String REASON = "reason";

    /** Where an error stands whose contributor has no name. */
    private static final String NAMELESS = "context";

    private final Supplier<List<ContextContributor>> contributors;
    private final PlainValues values;
    private final Failures failures;

    ChangeContext(Supplier<List<ContextContributor>> contributors, PlainValues values, Failures failures) {
        this.contributors = contributors;
        this.values = values;
        this.failures = failures;
    }

    Map<String, Object> collect() {
        List<ContextContributor> all = contributors();
        Map<String, Object> context = Map.of();
        for (int i = 0; i < all.size(); i++) {
            ContextContributor contributor = all.get(i);
            try {
                Map<String, ?> given = contributor.context();
                if (!given.isEmpty()) {
                    context = modifiable(context);
                    addAll(given, context);
                }
            } catch (Throwable e) { // An Error too: what surrounds a change must not cost its record.
                failures.report(
                        "context-failed", contributor.getClass().getName() + " failed; its context is not recorded", e);
                context = modifiable(context);
                context.putIfAbsent(
                        nameOf(contributor), Map.of("error", e.getClass().getName()));
            }
        }
        return context;
    }

    /** Most often nobody has anything to say, and no map is needed. */
    private static Map<String, Object> modifiable(Map<String, Object> context) {
        return context.isEmpty() ? new LinkedHashMap<>() : context;
    }

    private void addAll(Map<String, ?> given, Map<String, Object> context) {
        given.forEach((key, value) -> add(context, key, value));
    }

    private List<ContextContributor> contributors() {
        try {
            return contributors.get();
        } catch (Throwable e) { // One that cannot be made, or that makes changes while it is being made.
            failures.report("context-failed", "The contributors cannot be made; no context is recorded", e);
            Map<String, Object> error = Map.of("error", e.getClass().getName());
            return List.of(() -> Map.of(NAMELESS, error));
        }
    }

    /** The name of a lambda is made up anew by each process. */
    private static String nameOf(ContextContributor contributor) {
        Class<?> type = contributor.getClass();
        return type.isHidden() || type.isAnonymousClass() ? NAMELESS : type.getSimpleName();
    }

    private void add(Map<String, Object> context, String key, @Nullable Object value) {
        Object plain = values.plain(value);
        if (plain != null && !key.equals(REASON)) {
            context.putIfAbsent(key, plain);
        }
    }
}
