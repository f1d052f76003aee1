package io.audittrail.benchmarks.workload;

import jakarta.persistence.EntityManager;
import java.util.function.Supplier;

/**
 * The entities of one contender, and how it hears of their changes where it has to be told.
 *
 * @param project the entity with twelve attributes
 * @param team the entity with the large collection
 */
public record Model(Kind<? extends ProjectColumns> project, Kind<? extends AnyTeam> team, Told told) {

    /** An entity type. */
    public record Kind<E>(Class<E> type, Supplier<E> constructor) {}

    /** Called within the transaction, after each change of an entity. */
    public interface Told {

        Told NOTHING = new Told() {};

        default void saved(EntityManager em, Object entity) {}

        default void deleted(EntityManager em, Object entity) {}
    }
}
