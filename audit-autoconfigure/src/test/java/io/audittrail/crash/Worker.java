package io.audittrail.crash;

import io.audittrail.AuditContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Changes its own items, several in a transaction, and commits most of what it does. */
final class Worker implements Runnable {

    /** Changes of one transaction. */
    static final int MOST = 5;

    private static final AtomicLong TRANSACTIONS = new AtomicLong();

    private final EntityManagerFactory factory;
    private final int owner;
    private final String run;
    private final BooleanSupplier goOn;
    private final CountDownLatch busy;
    private final Random random = new Random();
    private List<Long> items = new ArrayList<>();
    private long nextId;

    /**
     * @param run distinguishes this process from the others
     * @param busy counts what was committed
     */
    Worker(EntityManagerFactory factory, int owner, String run, BooleanSupplier goOn, CountDownLatch busy) {
        this.factory = factory;
        this.owner = owner;
        this.run = run;
        this.goOn = goOn;
        this.busy = busy;
    }

    @Override
    public void run() {
        load();
        while (goOn.getAsBoolean()) {
            try {
                transaction("%s-%d".formatted(run, TRANSACTIONS.incrementAndGet()));
                busy.countDown();
            } catch (RuntimeException e) {
                load();
            }
        }
    }

    private void load() {
        try (EntityManager em = factory.createEntityManager()) {
            items = new ArrayList<>(em.createQuery("select i.id from Item i where i.owner = :owner", Long.class)
                    .setParameter("owner", owner)
                    .getResultList());
        }
        nextId = items.stream().mapToLong(id -> id).max().orElse(owner * 1_000_000_000L) + 1_000;
    }

    private void transaction(String marker) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.createNativeQuery("select set_config('%s', :marker, true)".formatted(Truth.MARKER))
                    .setParameter("marker", marker)
                    .getSingleResult();
            List<Long> left = new ArrayList<>(items);
            AuditContext.because(marker, () -> {
                change(em, left);
                end(em);
            });
            items = left;
        }
    }

    private void change(EntityManager em, List<Long> left) {
        List<Long> untouched = new ArrayList<>(left);
        int changes = 1 + random.nextInt(MOST);
        for (int i = 0; i < changes; i++) {
            if (untouched.size() < 5 || random.nextInt(4) == 0) {
                Item created = new Item(nextId++, owner, random.nextInt(1_000));
                em.persist(created);
                left.add(created.id);
                continue;
            }
            Item item = em.find(Item.class, untouched.remove(random.nextInt(untouched.size())));
            if (random.nextInt(4) == 0) {
                em.remove(item);
                left.remove(item.id);
            } else {
                item.amount += 1 + random.nextInt(1_000);
            }
        }
    }

    /** One in five does not come to be: rolled back, or refused by the database when it looks at the codes. */
    private void end(EntityManager em) {
        switch (random.nextInt(10)) {
            case 0 -> {
                em.flush();
                em.getTransaction().rollback();
                throw new IllegalStateException("rolled back");
            }
            case 1 -> {
                twins(em);
                em.getTransaction().commit();
            }
            default -> em.getTransaction().commit();
        }
    }

    private void twins(EntityManager em) {
        Item one = new Item(nextId++, owner, 1);
        Item other = new Item(nextId++, owner, 2);
        other.code = one.code;
        em.persist(one);
        em.persist(other);
    }
}
