package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Address;
import io.audittrail.oracle.model.Shop.Club;
import io.audittrail.oracle.model.Shop.Customer;
import io.audittrail.oracle.model.Shop.Level;
import io.audittrail.oracle.model.Shop.Line;
import io.audittrail.oracle.model.Shop.Product;
import io.audittrail.oracle.model.Shop.Purchase;
import io.audittrail.oracle.model.Shop.Vehicle;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.OptimisticLockException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One thread's hands: what the steps share. Everything is drawn from the step's own seed, and each worker has rows of its
 * own, so that a seed does the same again.
 */
final class Worker {

    static final int CLUBS = 6;

    /** So many rows of each kind are kept. */
    private static final int FEW = 5;

    private static final int MANY = 25;

    private static final List<Class<?>> OWNED =
            List.of(Customer.class, Product.class, Purchase.class, Line.class, Vehicle.class);

    /** All in one go: a round trip costs more than what it brings. */
    private static final String OWN_ROWS = OWNED.stream()
            .map(entity -> "array(select id from " + entity.getSimpleName() + " where owner_no = me order by id)")
            .collect(Collectors.joining(", ", "select ", " from (values (?)) as worker (me)"));

    final int number;
    final EntityManagerFactory factory;
    final DataSource dataSource;
    private final EntityManager entities;
    private final PlatformTransactionManager manager;
    private long nextId;
    private int transactions;
    private int statements;
    private String step = "";
    private Map<Class<?>, List<Long>> ids = Map.of();

    Random random = new Random(0);

    Worker(int number, Application application) {
        this.number = number;
        this.factory = application.bean(EntityManagerFactory.class);
        this.manager = application.bean(JpaTransactionManager.class);
        this.dataSource = application.bean(DataSource.class);
        this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        this.nextId = number * 1_000_000L;
    }

    /** @param name seed, thread, number and name of the step */
    void run(String name, long seed, Step of) {
        step = name;
        random = new Random(seed);
        transactions = 0;
        Marks.actor("worker-" + number);
        of.work().accept(this);
    }

    /** A transaction of Spring's, or a part of the one around it. */
    void transaction(Consumer<EntityManager> work) {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED, work);
    }

    void requiresNew(Consumer<EntityManager> work) {
        transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW, work);
    }

    private void transaction(int propagation, Consumer<EntityManager> work) {
        TransactionTemplate template = new TransactionTemplate(manager, new DefaultTransactionDefinition(propagation));
        marked(() -> template.executeWithoutResult(status -> {
            tell(entities);
            ids = entities.unwrap(Session.class).doReturningWork(this::ids);
            work.accept(entities);
        }));
    }

    /** A transaction that is expected to fail, or to be rolled back, and to leave nothing. */
    void fails(Consumer<EntityManager> work) {
        boolean committed = false;
        try {
            transaction(work);
            committed = true;
        } catch (RuntimeException e) {
            // as it should
        }
        if (committed) {
            throw new IllegalStateException("Was committed, and should not have been");
        }
    }

    /** One that may fail because others work on the same rows. */
    void mayFail(Consumer<EntityManager> work) {
        try {
            transaction(work);
        } catch (ConcurrencyFailureException | OptimisticLockException e) {
            // whether it does depends on the others
        }
    }

    /** A transaction under a name of its own, however it is made. */
    void marked(Runnable transaction) {
        Marks.during(step + "/" + ++transactions, transaction);
    }

    static void tell(EntityManager em) {
        em.unwrap(Session.class).doWork(Marks::tell);
    }

    /** For a session of its own, whose transaction has begun. */
    void tell(StatelessSession session) {
        session.doWork(Marks::tell);
        ids = session.doReturningWork(this::ids);
    }

    /** What a session without a transaction does, which the database commits at once. */
    void markedForSession(StatelessSession session, Runnable work) {
        marked(() -> {
            session.doWork(connection -> Marks.tell(connection, false));
            work.run();
            session.doWork(Marks::forget);
        });
    }

    /** What was changed before is flushed first, and what the work changes before it ends: a flush is whose turn it is. */
    void as(String actor, EntityManager em, Runnable work) {
        em.flush();
        String before = Marks.actorName();
        Marks.actor(actor);
        tell(em);
        try {
            work.run();
            em.flush();
        } finally {
            Marks.actor(before);
        }
        tell(em);
    }

    /**
     * Changes that a statement makes, and no entity explains.
     *
     * @param table whose rows it counts
     */
    void statement(EntityManager em, String kind, String table, Runnable work) {
        Session session = em.unwrap(Session.class);
        em.flush();
        session.doWork(connection -> Marks.tellStatement(connection, ++statements + " " + kind + " " + table));
        work.run();
        session.doWork(connection -> Marks.tellStatement(connection, ""));
    }

    private Map<Class<?>, List<Long>> ids(Connection connection) throws SQLException {
        Map<Class<?>, List<Long>> all = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(OWN_ROWS)) {
            query.setInt(1, number);
            ResultSet row = query.executeQuery();
            row.next();
            for (int i = 0; i < OWNED.size(); i++) {
                Long[] ids = (Long[]) row.getArray(i + 1).getArray();
                all.put(OWNED.get(i), List.of(ids));
            }
        }
        return all;
    }

    long newId() {
        return ++nextId;
    }

    /** So many in a row. */
    long newIds(int count) {
        long first = nextId;
        nextId += count;
        return first;
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    String word() {
        return Integer.toString(random.nextInt(100_000), 36);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** The ids of the rows that were this worker's when the transaction began. */
    List<Long> ids(Class<?> entity) {
        return ids.getOrDefault(entity, List.of());
    }

    /** One of this worker's rows. */
    <T> Optional<T> some(EntityManager em, Class<T> entity) {
        List<Long> all = ids(entity);
        return all.isEmpty() ? Optional.empty() : Optional.ofNullable(em.find(entity, one(all)));
    }

    /** Whether there should be more of them, so that there is always something to do. */
    boolean few(Class<?> entity) {
        return ids(entity).size() < FEW;
    }

    boolean many(Class<?> entity) {
        return ids(entity).size() > MANY;
    }

    /** One of those that all workers change. */
    Club someClub(EntityManager em) {
        return em.find(Club.class, 1L + random.nextInt(CLUBS));
    }

    Customer newCustomer() {
        Customer customer = new Customer();
        customer.id = newId();
        customer.owner = number;
        customer.code = "code-" + customer.id;
        for (int i = 0; i < 6; i++) {
            change(customer);
        }
        return customer;
    }

    /** Changes one thing, or sets it to what it was. */
    void change(Customer customer) {
        switch (random.nextInt(8)) {
            case 0 -> customer.name = chance(6) ? null : word();
            case 1 -> customer.balance = chance(6) ? null : BigDecimal.valueOf(random.nextInt(100_000), 2);
            case 2 -> customer.active = random.nextBoolean();
            case 3 -> customer.since = Instant.EPOCH.plus(random.nextLong(2_000_000_000_000_000L), ChronoUnit.MICROS);
            case 4 -> customer.level = one(List.of(Level.values()));
            case 5 -> customer.address = chance(4) ? null : new Address(word(), word());
            case 6 -> customer.code = "code-" + customer.id + "-" + word();
            default -> customer.name = customer.name + "";
        }
    }
}
