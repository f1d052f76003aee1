package io.audittrail.hibernate;

import io.audittrail.Tracked;
import io.audittrail.Unaudited;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.hibernate.mapping.PersistentClass;

/**
 * Decides which entity types of a unit are audited. What leaves out goes before what takes in, what is said of a type
 * goes before what is said of all.
 */
final class TypeSelection {

    /** Types that keep a library's own books: its history, its outbox. */
    private static final List<String> LIBRARIES =
            List.of("org.hibernate.envers.", "org.springframework.modulith.", "org.springframework.data.envers.");

    private static final String REVISION = "org.hibernate.envers.RevisionEntity";

    private final SettingsMatch settings;
    private final Function<Class<?>, ListenerDeclarations.Found> declarations;
    private final Failures failures;
    private final Gate gate;

    /** @param why in the words of the start-up log */
    record Decision(boolean audited, String why) {}

    /** @param declarations whether {@link AuditListener} applies to a class */
    TypeSelection(
            SettingsMatch settings,
            Function<Class<?>, ListenerDeclarations.Found> declarations,
            Failures failures,
            Gate gate) {
        this.settings = settings;
        this.declarations = declarations;
        this.failures = failures;
        this.gate = gate;
    }

    Decision decide(PersistentClass type, EntityName name) {
        boolean excluded = settings.excludes(name);
        boolean included = settings.includes(name);
        Class<?> javaType = type.getClassName() == null ? null : type.getMappedClass();
        if (excluded) {
            return new Decision(false, "audit.entities.exclude");
        }
        if (javaType != null && javaType.isAnnotationPresent(Unaudited.class)) {
            return new Decision(false, "@Unaudited");
        }
        if (included) {
            return new Decision(true, "audit.entities.include");
        }
        if (javaType != null && javaType.isAnnotationPresent(Tracked.class)) {
            return new Decision(true, "@Tracked");
        }
        if (javaType == null) {
            return new Decision(false, "no class");
        }
        ListenerDeclarations.Found listener = listenerOf(javaType);
        if (listener.named()) {
            return new Decision(true, "@EntityListeners");
        }
        if (isLibrarys(javaType)) {
            return new Decision(false, "a library's own");
        }
        if (!listener.byDefault()) {
            return new Decision(false, "@ExcludeDefaultListeners");
        }
        return settings.ignoredByDefault()
                ? new Decision(false, "audit.entities.mode=ignored")
                : new Decision(true, "audit.entities.mode=audited");
    }

    /** Whether it is recorded who loads entities of an audited type. */
    boolean reads(PersistentClass type, EntityName name) {
        Tracked tracked =
                type.getClassName() == null ? null : type.getMappedClass().getAnnotation(Tracked.class);
        boolean bySetting = settings.reads(name); // Asked in any case: a setting that is used is no mistake.
        return bySetting || (tracked != null && tracked.reads());
    }

    /** Hibernate's model is internal to it. A version that has another one costs these declarations, and only a closed gate the start. */
    private ListenerDeclarations.Found listenerOf(Class<?> type) {
        try {
            return declarations.apply(type);
        } catch (LinkageError e) {
            if (gate.isClosed()) {
                throw new HookUnlinkedException("entity listeners (@ExcludeDefaultListeners and @EntityListeners)", e);
            }
            failures.lasting(
                    "hook-unlinked",
                    "This version of Hibernate does not tell entity listeners: @ExcludeDefaultListeners and"
                            + " @EntityListeners(AuditListener.class) have no effect. Use @Unaudited and @Tracked",
                    e);
            return new ListenerDeclarations.Found(false, true);
        }
    }

    /** Envers lets an application write the type of its revisions itself. */
    private static boolean isLibrarys(Class<?> type) {
        return LIBRARIES.stream().anyMatch(type.getName()::startsWith)
                || Arrays.stream(type.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getName().equals(REVISION));
    }
}
