package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Car;
import io.audittrail.oracle.model.Shop.Club;
import io.audittrail.oracle.model.Shop.Customer;
import io.audittrail.oracle.model.Shop.Product;
import io.audittrail.oracle.model.Shop.Purchase;
import io.audittrail.oracle.model.Shop.Truck;
import io.audittrail.oracle.model.Shop.Vehicle;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.List;

/** What is done to one entity after another. */
final class EntitySteps {

    private EntitySteps() {}

    static List<Step> all() {
        return List.of(
                new Step("create customers", 6, worker -> worker.transaction(em -> createCustomers(worker, em))),
                new Step("change customers", 10, worker -> worker.transaction(em -> changeCustomers(worker, em))),
                new Step("remove a customer", 3, worker -> worker.transaction(em -> removeCustomer(worker, em))),
                new Step("merge what was detached", 4, EntitySteps::mergeDetached),
                new Step("merge what is new", 2, worker -> worker.transaction(em -> em.merge(worker.newCustomer()))),
                new Step("flush several times", 5, worker -> worker.transaction(em -> flushOften(worker, em))),
                new Step("persist and remove", 3, worker -> worker.transaction(em -> persistAndRemove(worker, em))),
                new Step("remove and persist", 3, worker -> worker.transaction(em -> removeAndPersist(worker, em))),
                new Step("change nothing", 2, worker -> worker.transaction(em -> changeNothing(worker, em))),
                new Step("change and go back", 2, worker -> worker.transaction(em -> changeAndGoBack(worker, em))),
                new Step("products", 5, worker -> worker.transaction(em -> products(worker, em))),
                new Step("vehicles", 5, worker -> worker.transaction(em -> vehicles(worker, em))),
                new Step("purchases", 4, worker -> worker.transaction(em -> purchases(worker, em))),
                new Step("a batch", 1, worker -> worker.transaction(em -> batch(worker, em))),
                new Step("remove a reference", 1, worker -> worker.transaction(em -> removeReference(worker, em))),
                new Step("forget changes", 1, worker -> worker.transaction(em -> forgetChanges(worker, em))),
                new Step("change a club", 5, worker -> worker.mayFail(em -> changeClubs(worker, em))));
    }

    private static void createCustomers(Worker worker, EntityManager em) {
        int count = 1 + worker.random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Customer customer = worker.newCustomer();
            worker.some(em, Product.class).ifPresent(product -> customer.favourite = product);
            em.persist(customer);
            if (worker.chance(3)) {
                worker.change(customer);
            }
        }
    }

    private static void changeCustomers(Worker worker, EntityManager em) {
        int count = 1 + worker.random.nextInt(4);
        for (int i = 0; i < count; i++) {
            worker.some(em, Customer.class).ifPresent(customer -> changeCustomer(worker, em, customer));
        }
    }

    static void changeCustomer(Worker worker, EntityManager em, Customer customer) {
        int count = 1 + worker.random.nextInt(3);
        for (int i = 0; i < count; i++) {
            worker.change(customer);
        }
        if (worker.chance(4)) {
            customer.favourite = worker.some(em, Product.class).orElse(null);
        }
    }

    private static void removeCustomer(Worker worker, EntityManager em) {
        if (worker.few(Customer.class)) {
            createCustomers(worker, em);
            return;
        }
        worker.some(em, Customer.class).ifPresent(customer -> remove(em, customer));
        if (worker.many(Customer.class)) {
            worker.some(em, Customer.class).ifPresent(customer -> remove(em, customer));
        }
    }

    /** Those who refer to it let go first. */
    static void remove(EntityManager em, Customer customer) {
        em.createQuery("from Vehicle v where v.keeper = :customer", Vehicle.class)
                .setParameter("customer", customer)
                .getResultList()
                .forEach(vehicle -> vehicle.keeper = null);
        em.createQuery("from Purchase p where p.customer = :customer", Purchase.class)
                .setParameter("customer", customer)
                .getResultList()
                .forEach(purchase -> purchase.customer = null);
        em.remove(customer);
    }

    private static void mergeDetached(Worker worker) {
        Customer[] loaded = {null};
        worker.transaction(em -> worker.some(em, Customer.class).ifPresent(customer -> loaded[0] = customer));
        Customer detached = loaded[0];
        if (detached != null) {
            worker.change(detached);
            worker.change(detached);
            worker.transaction(em -> em.merge(detached));
        }
    }

    private static void flushOften(Worker worker, EntityManager em) {
        createCustomers(worker, em);
        em.flush();
        worker.some(em, Customer.class).ifPresent(customer -> {
            for (int i = 0; i < 3; i++) {
                worker.change(customer);
                em.flush();
            }
        });
        changeCustomers(worker, em);
    }

    private static void persistAndRemove(Worker worker, EntityManager em) {
        Customer customer = worker.newCustomer();
        em.persist(customer);
        if (worker.chance(2)) {
            em.flush();
        }
        if (worker.chance(2)) {
            worker.change(customer);
            em.flush();
        }
        em.remove(customer);
        changeCustomers(worker, em);
    }

    private static void removeAndPersist(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(customer -> {
            remove(em, customer);
            em.flush();
            em.clear();
            Customer again = worker.newCustomer();
            again.id = customer.id;
            again.code = customer.code;
            if (worker.chance(2)) {
                again.name = customer.name;
                again.balance = customer.balance;
                again.since = customer.since;
            }
            em.persist(again);
            if (worker.chance(3)) {
                em.flush();
                em.remove(again);
            }
        });
    }

    private static void changeNothing(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(customer -> {
            customer.name = customer.name == null ? null : customer.name + "";
            customer.balance = customer.balance == null ? null : new BigDecimal(customer.balance.toString());
        });
        worker.some(em, Vehicle.class).ifPresent(vehicle -> vehicle.plate = vehicle.plate + "");
    }

    private static void changeAndGoBack(Worker worker, EntityManager em) {
        worker.some(em, Vehicle.class).ifPresent(vehicle -> {
            String plate = vehicle.plate;
            vehicle.plate = worker.word();
            if (worker.chance(2)) {
                em.flush();
            }
            vehicle.plate = plate;
        });
        worker.some(em, Customer.class).ifPresent(customer -> {
            boolean active = customer.active;
            customer.active = !active;
            em.flush();
            customer.active = active;
        });
    }

    private static void products(Worker worker, EntityManager em) {
        Product product = new Product();
        product.owner = worker.number;
        product.name = worker.word();
        em.persist(product);
        product.price = BigDecimal.valueOf(worker.random.nextInt(1_000_000), 4);
        worker.some(em, Product.class).ifPresent(other -> other.name = worker.word());
        if (worker.many(Product.class)) {
            worker.some(em, Product.class).ifPresent(other -> {
                em.createQuery("from Customer c where c.favourite = :product", Customer.class)
                        .setParameter("product", other)
                        .getResultList()
                        .forEach(customer -> customer.favourite = null);
                em.remove(other);
            });
        }
    }

    private static void vehicles(Worker worker, EntityManager em) {
        switch (worker.random.nextInt(4)) {
            case 0 -> em.persist(newCar(worker, em));
            case 1 -> {
                Truck truck = new Truck();
                fill(worker, em, truck);
                truck.payload = worker.random.nextInt(1_000) / 4.0;
                em.persist(truck);
            }
            case 2 -> worker.some(em, Vehicle.class).ifPresent(vehicle -> changeVehicle(worker, em, vehicle));
            default -> {
                if (!worker.few(Vehicle.class)) {
                    worker.some(em, Vehicle.class).ifPresent(em::remove);
                }
                if (worker.many(Vehicle.class)) {
                    worker.some(em, Vehicle.class).ifPresent(em::remove);
                }
            }
        }
    }

    private static Car newCar(Worker worker, EntityManager em) {
        Car car = new Car();
        fill(worker, em, car);
        car.seats = worker.random.nextInt(9);
        return car;
    }

    private static void fill(Worker worker, EntityManager em, Vehicle vehicle) {
        vehicle.id = worker.newId();
        vehicle.owner = worker.number;
        vehicle.plate = worker.word();
        vehicle.keeper = worker.some(em, Customer.class).orElse(null);
    }

    /** In one of its tables, or in both. */
    private static void changeVehicle(Worker worker, EntityManager em, Vehicle vehicle) {
        if (worker.chance(2)) {
            vehicle.plate = worker.word();
            vehicle.keeper = worker.some(em, Customer.class).orElse(null);
        }
        if (vehicle instanceof Car car) {
            car.seats = worker.chance(4) ? null : (Integer) worker.random.nextInt(9);
            car.electric = worker.random.nextBoolean();
        } else if (vehicle instanceof Truck truck) {
            truck.payload = truck.payload == null ? 1.5 : truck.payload * 2;
        }
    }

    private static void purchases(Worker worker, EntityManager em) {
        if (worker.few(Purchase.class) || worker.chance(4)) {
            Purchase purchase = new Purchase();
            purchase.id = worker.newId();
            purchase.owner = worker.number;
            purchase.receipt = "receipt-" + purchase.id;
            purchase.customer = worker.some(em, Customer.class).orElse(null);
            em.persist(purchase);
        }
        worker.some(em, Purchase.class).ifPresent(purchase -> purchase.note = worker.word());
        if (worker.many(Purchase.class)) {
            worker.some(em, Purchase.class).ifPresent(em::remove);
        }
    }

    private static void batch(Worker worker, EntityManager em) {
        for (int i = 0; i < 25; i++) {
            em.persist(newCar(worker, em));
        }
        em.flush();
        List<Vehicle> all = em.createQuery("from Vehicle v where v.owner = :me order by v.id", Vehicle.class)
                .setParameter("me", worker.number)
                .getResultList();
        all.stream().filter(vehicle -> vehicle.id % 3 != 0).forEach(em::remove);
    }

    private static void removeReference(Worker worker, EntityManager em) {
        List<Long> ids = worker.ids(Vehicle.class);
        if (ids.size() > 5) {
            em.remove(em.getReference(Vehicle.class, worker.one(ids)));
        }
    }

    /** What is never flushed does not happen. */
    private static void forgetChanges(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(customer -> {
            worker.change(customer);
            em.refresh(customer);
            worker.change(customer);
            em.detach(customer);
        });
        changeCustomers(worker, em);
        em.clear();
    }

    private static void changeClubs(Worker worker, EntityManager em) {
        Club club = worker.someClub(em);
        club.meetings++;
        if (worker.chance(3)) {
            club.name = worker.word();
            em.flush();
            worker.someClub(em).meetings--;
        }
    }
}
