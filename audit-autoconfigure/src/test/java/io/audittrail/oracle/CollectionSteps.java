package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Club;
import io.audittrail.oracle.model.Shop.Customer;
import io.audittrail.oracle.model.Shop.Line;
import io.audittrail.oracle.model.Shop.Phone;
import io.audittrail.oracle.model.Shop.Purchase;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Hibernate;

/** What is done to the collections of an entity. */
final class CollectionSteps {

    private CollectionSteps() {}

    static List<Step> all() {
        return List.of(
                new Step("create with collections", 3, worker -> worker.transaction(em -> create(worker, em))),
                new Step("change collections", 10, worker -> worker.transaction(em -> change(worker, em))),
                new Step(
                        "change collections and flush", 4, worker -> worker.transaction(em -> changeOften(worker, em))),
                new Step("put others in their place", 3, worker -> worker.transaction(em -> replace(worker, em))),
                new Step("merge collections", 3, CollectionSteps::merge),
                new Step("collections, and two actors", 3, worker -> worker.transaction(em -> actors(worker, em))),
                new Step("collections, rolled back", 2, CollectionSteps::rollBack),
                new Step("lines", 6, worker -> worker.transaction(em -> lines(worker, em))),
                new Step("move a line", 3, worker -> worker.transaction(em -> moveLine(worker, em))),
                new Step("stages", 6, worker -> worker.transaction(em -> stages(worker, em))),
                new Step("remove a purchase", 1, worker -> worker.transaction(em -> removePurchase(worker, em))));
    }

    private static void create(Worker worker, EntityManager em) {
        Customer customer = worker.newCustomer();
        fill(worker, em, customer);
        em.persist(customer);
        fill(worker, em, customer);
    }

    private static void fill(Worker worker, EntityManager em, Customer customer) {
        customer.tags.add(tag(worker));
        customer.phones.add(phone(worker));
        customer.phones.add(phone(worker));
        customer.settings.put(tag(worker), worker.word());
        customer.clubs.add(worker.someClub(em));
    }

    /** There are few, so that the same one comes and goes. */
    static String tag(Worker worker) {
        return worker.one(List.of("red", "green", "blue", "white"));
    }

    static Phone phone(Worker worker) {
        return new Phone(worker.one(List.of("home", "work")), Integer.toString(worker.random.nextInt(3)));
    }

    private static void change(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(customer -> {
            changeOne(worker, em, customer);
            changeOne(worker, em, customer);
            if (worker.chance(2)) {
                worker.change(customer);
            }
        });
    }

    private static void changeOne(Worker worker, EntityManager em, Customer customer) {
        switch (worker.random.nextInt(10)) {
            case 0 -> customer.tags.add(tag(worker));
            case 1 -> customer.tags.remove(tag(worker));
            case 2 -> customer.phones.add(phone(worker));
            case 3 -> customer.phones.remove(phone(worker));
            case 4 -> customer.settings.put(tag(worker), worker.word());
            case 5 -> customer.settings.remove(tag(worker));
            case 6 -> customer.clubs.add(worker.someClub(em));
            case 7 -> customer.clubs.remove(worker.someClub(em));
            case 8 -> worker.someClub(em).members.add(customer);
            default ->
                worker.one(List.of(customer.tags, customer.clubs, customer.phones))
                        .clear();
        }
    }

    private static void changeOften(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(customer -> {
            for (int i = 0; i < 4; i++) {
                changeOne(worker, em, customer);
                em.flush();
            }
            if (worker.chance(4)) {
                EntitySteps.remove(em, customer);
            }
        });
    }

    /** Those that are there may not have been loaded. */
    private static void replace(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(customer -> {
            switch (worker.random.nextInt(4)) {
                case 0 -> customer.tags = new HashSet<>(Set.of("red", "black"));
                case 1 -> customer.phones = new ArrayList<>(List.of(phone(worker)));
                case 2 -> customer.settings = new HashMap<>();
                default -> customer.clubs = new HashSet<>(List.<Club>of(worker.someClub(em)));
            }
        });
    }

    private static void merge(Worker worker) {
        List<Customer> loaded = new ArrayList<>();
        worker.transaction(em -> worker.some(em, Customer.class).ifPresent(customer -> {
            if (worker.chance(2)) {
                Hibernate.initialize(customer.tags);
                Hibernate.initialize(customer.settings);
            }
            loaded.add(customer);
        }));
        for (Customer customer : loaded) {
            if (Hibernate.isInitialized(customer.tags)) {
                customer.tags.add(tag(worker));
                customer.settings.remove(tag(worker));
            }
            worker.change(customer);
            worker.transaction(em -> em.merge(customer));
        }
    }

    private static void actors(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(customer -> {
            for (String actor : List.of("ann", "bob", "ann")) {
                worker.as(actor, em, () -> changeOne(worker, em, customer));
            }
        });
    }

    private static void rollBack(Worker worker) {
        worker.fails(em -> {
            create(worker, em);
            change(worker, em);
            em.flush();
            throw new IllegalStateException("rolled back");
        });
    }

    private static void lines(Worker worker, EntityManager em) {
        worker.some(em, Purchase.class).ifPresent(purchase -> {
            Line line = new Line();
            line.id = worker.newId();
            line.owner = worker.number;
            line.text = worker.word();
            purchase.lines.add(line);
            if (purchase.lines.size() > 2) {
                Line other = worker.one(List.copyOf(purchase.lines));
                if (worker.chance(2)) {
                    purchase.lines.remove(other);
                } else {
                    other.amount++;
                }
            }
        });
    }

    /** Orphan removal would delete it before it arrives: it is moved by the one who arrives being new. */
    private static void moveLine(Worker worker, EntityManager em) {
        worker.some(em, Purchase.class)
                .ifPresent(from -> from.lines.stream().findFirst().ifPresent(line -> {
                    from.lines.remove(line);
                    if (worker.chance(2)) {
                        em.flush();
                    }
                    Line copy = new Line();
                    copy.id = worker.newId();
                    copy.owner = line.owner;
                    copy.text = line.text;
                    worker.some(em, Purchase.class).ifPresent(to -> to.lines.add(copy));
                }));
    }

    private static void stages(Worker worker, EntityManager em) {
        worker.some(em, Purchase.class).ifPresent(purchase -> {
            List<String> stages = purchase.stages;
            switch (worker.random.nextInt(5)) {
                case 0 -> stages.add(0, worker.word());
                case 1 -> Collections.reverse(stages);
                case 2 -> {
                    if (!stages.isEmpty()) {
                        stages.remove(worker.random.nextInt(stages.size()));
                    }
                }
                case 3 -> {
                    if (!stages.isEmpty()) {
                        stages.set(worker.random.nextInt(stages.size()), worker.word());
                    }
                }
                default -> {
                    stages.add(worker.word());
                    stages.add(tag(worker));
                }
            }
        });
    }

    private static void removePurchase(Worker worker, EntityManager em) {
        if (!worker.few(Purchase.class)) {
            worker.some(em, Purchase.class).ifPresent(em::remove);
        }
    }
}
