package io.audittrail.zoo;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Entities that are mapped in some way, and what is done to them, one transaction after the other. */
record Shape(String name, List<Class<?>> entities, List<Act> acts) {

    /**
     * One transaction.
     *
     * @param records that are expected, see {@link Records#text}
     * @param loads how the statements begin that only auditing needs
     */
    record Act(Consumer<EntityManager> work, List<String> records, List<String> loads) {}

    static Shape of(String name, Class<?>... entities) {
        return new Shape(name, List.of(entities), List.of());
    }

    /** @param records that are expected; each begins with the action */
    Shape then(Consumer<EntityManager> work, String... records) {
        return with(new Act(work, List.of(records), List.of()));
    }

    /** Where auditing has to load first what is deleted. */
    Shape butLoads(String... statements) {
        Act last = acts.get(acts.size() - 1);
        return new Shape(name, entities, acts.subList(0, acts.size() - 1))
                .with(new Act(last.work, last.records, List.of(statements)));
    }

    private Shape with(Act act) {
        List<Act> more = new ArrayList<>(acts);
        more.add(act);
        return new Shape(name, entities, more);
    }

    @Override
    public String toString() {
        return name;
    }
}
