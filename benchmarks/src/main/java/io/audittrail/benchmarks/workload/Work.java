package io.audittrail.benchmarks.workload;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One thread's share of a workload: rows of its own, so that threads do not wait for each other's locks. Nothing is
 * random: all contenders do exactly the same. Not thread-safe.
 */
public final class Work {

    /** Rows that are changed again and again. */
    public static final int ROWS = 1_000;

    /** Ids of different threads lie so far apart. */
    private static final long SHARE = 1_000_000_000_000L;

    private static final int ELEMENTS = 1_000;
    private static final int BATCH = 500;

    private final Workload workload;
    private final Model model;
    private final EntityManagerFactory factory;
    private final long firstId;
    private final Deque<Long> deletable = new ArrayDeque<>();
    private long nextId;
    private int added;
    private long round;

    /** @param share different for each work on the same tables */
    public Work(Workload workload, Model model, EntityManagerFactory factory, int share) {
        this.workload = workload;
        this.model = model;
        this.factory = factory;
        this.firstId = share * SHARE;
        this.nextId = firstId + ROWS;
    }

    /** The id of the first of the rows that are there from the beginning; the others follow it. */
    public long firstId() {
        return firstId;
    }

    /** Stores the rows that are there from the beginning. */
    public void begin() {
        for (int from = 0; from < ROWS; from += BATCH) {
            int start = from;
            factory.runInTransaction(em -> IntStream.range(start, start + BATCH).forEach(i -> insert(em, firstId + i)));
        }
        if (workload == Workload.W6) {
            factory.runInTransaction(this::insertTeam);
        }
    }

    /** Before a slice, and not part of it: makes rows that it can delete, and takes away the elements that were added. */
    public void beforeSlice(int transactions) {
        switch (workload) {
            case W4 -> {
                while (deletable.size() < transactions) {
                    factory.runInTransaction(em -> IntStream.range(0, BATCH).forEach(i -> insertDeletable(em)));
                }
            }
            case W6 -> {
                factory.runInTransaction(em -> team(em).members().retainAll(names(0, ELEMENTS)));
                added = 0;
            }
            default -> {}
        }
    }

    /** Whether a transaction can be run without another {@link #beforeSlice}. */
    public boolean isReady() {
        return switch (workload) {
            case W4 -> !deletable.isEmpty();
            case W6 -> added < workload.stretch();
            default -> true;
        };
    }

    /** Runs one transaction. */
    public void transaction() {
        round++;
        switch (workload) {
            case W1 -> factory.runInTransaction(em -> insert(em, nextId++));
            case W2 -> factory.runInTransaction(em -> update(em, round));
            case W3 -> factory.runInTransaction(this::updateMany);
            case W4 -> factory.runInTransaction(em -> delete(em, deletable.remove()));
            case W5 -> factory.runInTransaction(this::mixed);
            case W6 -> factory.runInTransaction(this::addElement);
        }
    }

    private void updateMany(EntityManager em) {
        for (int i = 0; i < workload.changes(); i++) {
            update(em, round * workload.changes() + i);
        }
    }

    /** Of ten transactions four update, three insert, three delete. */
    private void mixed(EntityManager em) {
        int turn = (int) (round % 10);
        if (turn < 4) {
            update(em, round);
        } else if (turn < 7) {
            insertDeletable(em);
        } else {
            delete(em, deletable.remove());
        }
    }

    private void insertDeletable(EntityManager em) {
        long id = nextId++;
        insert(em, id);
        deletable.add(id);
    }

    private void insert(EntityManager em, long id) {
        ProjectColumns project = model.project().constructor().get();
        project.id = id;
        project.title = "Title of " + id;
        em.persist(project);
        model.told().saved(em, project);
    }

    private void update(EntityManager em, long number) {
        ProjectColumns project = em.find(model.project().type(), firstId + number % ROWS);
        project.title = "Title number " + number;
        project.headcount = (int) (1_000_000 + number % 1_000_000);
        model.told().saved(em, project);
    }

    private void delete(EntityManager em, long id) {
        ProjectColumns project = em.find(model.project().type(), id);
        em.remove(project);
        model.told().deleted(em, project);
    }

    private void insertTeam(EntityManager em) {
        AnyTeam team = model.team().constructor().get();
        team.id = firstId;
        team.members().addAll(names(0, ELEMENTS));
        em.persist(team);
        model.told().saved(em, team);
    }

    private void addElement(EntityManager em) {
        AnyTeam team = team(em);
        added++;
        team.members().add("member " + (ELEMENTS + round));
        model.told().saved(em, team);
    }

    private AnyTeam team(EntityManager em) {
        return em.find(model.team().type(), firstId);
    }

    private static Set<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "member " + i).collect(Collectors.toSet());
    }
}
