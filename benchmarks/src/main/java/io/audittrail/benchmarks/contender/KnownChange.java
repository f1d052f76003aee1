package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.workload.AnyTeam;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.ProjectColumns;
import io.audittrail.benchmarks.workload.Workload;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.stream.IntStream;

/**
 * A change as a workload makes them, by which it can be recognised.
 *
 * @param mark an id that no workload comes to, and a text that is nowhere else
 */
record KnownChange(Workload workload, Model model, EntityManagerFactory factory, long mark) {

    /** @return how many records must mention the mark */
    int make() {
        switch (workload) {
            case W1 -> factory.runInTransaction(this::insert);
            case W2, W5 -> factory.runInTransaction(em -> update(em, 0));
            case W3 ->
                factory.runInTransaction(
                        em -> IntStream.range(0, workload.changes()).forEach(id -> update(em, id)));
            case W4 -> {
                factory.runInTransaction(this::insert);
                factory.runInTransaction(this::delete);
            }
            case W6 -> factory.runInTransaction(this::addElement);
        }
        return workload == Workload.W4 ? 2 : workload.changes();
    }

    private void insert(EntityManager em) {
        ProjectColumns project = model.project().constructor().get();
        project.id = mark;
        em.persist(project);
        model.told().saved(em, project);
    }

    private void update(EntityManager em, long id) {
        ProjectColumns project = em.find(model.project().type(), id);
        project.title = "Known by " + mark;
        model.told().saved(em, project);
    }

    private void delete(EntityManager em) {
        ProjectColumns project = em.find(model.project().type(), mark);
        em.remove(project);
        model.told().deleted(em, project);
    }

    private void addElement(EntityManager em) {
        AnyTeam team = em.find(model.team().type(), 0L);
        team.members().add("Known by " + mark);
        model.told().saved(em, team);
    }
}
