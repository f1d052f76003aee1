package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Customer;
import io.audittrail.oracle.model.Shop.Line;
import io.audittrail.oracle.model.Shop.Product;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaUpdate;
import jakarta.persistence.criteria.Root;
import java.util.List;

/** Changes by statements of the persistence unit, which know of no entity. */
final class StatementSteps {

    private StatementSteps() {}

    static List<Step> all() {
        return List.of(
                new Step("update by JPQL", 3, worker -> worker.transaction(em -> update(worker, em))),
                new Step(
                        "update a joined type by JPQL",
                        2,
                        worker -> worker.transaction(em -> updateJoined(worker, em))),
                new Step("delete by JPQL", 2, worker -> worker.transaction(em -> delete(worker, em))),
                new Step(
                        "delete a joined type by JPQL",
                        1,
                        worker -> worker.transaction(em -> deleteJoined(worker, em))),
                new Step("insert by JPQL", 2, worker -> worker.transaction(em -> insert(worker, em))),
                new Step("update by criteria", 2, worker -> worker.transaction(em -> updateByCriteria(worker, em))),
                new Step("delete by criteria", 1, worker -> worker.transaction(em -> deleteByCriteria(worker, em))),
                new Step("update by native SQL", 2, worker -> worker.transaction(em -> updateBySql(worker, em))),
                new Step("a statement that finds nothing", 1, worker -> worker.transaction(em -> nothing(worker, em))),
                new Step("a statement between changes", 3, worker -> worker.transaction(em -> between(worker, em))),
                new Step("a statement, rolled back", 1, StatementSteps::rollBack));
    }

    private static void update(Worker worker, EntityManager em) {
        worker.statement(
                em,
                "UPDATE",
                "product",
                () -> em.createQuery("update Product p set p.price = coalesce(p.price, 0) + :more where p.owner = :me")
                        .setParameter("more", worker.random.nextInt(5))
                        .setParameter("me", worker.number)
                        .executeUpdate());
    }

    private static void updateJoined(Worker worker, EntityManager em) {
        worker.statement(
                em,
                "UPDATE",
                "car",
                () -> em.createQuery("update Car c set c.seats = :seats where c.owner = :me")
                        .setParameter("seats", worker.random.nextInt(9))
                        .setParameter("me", worker.number)
                        .executeUpdate());
    }

    private static void delete(Worker worker, EntityManager em) {
        worker.statement(
                em,
                "DELETE",
                "line",
                () -> em.createQuery("delete from Line l where l.owner = :me and mod(l.id, 5) = :rest")
                        .setParameter("me", worker.number)
                        .setParameter("rest", worker.random.nextInt(5))
                        .executeUpdate());
    }

    private static void deleteJoined(Worker worker, EntityManager em) {
        worker.statement(
                em,
                "DELETE",
                "vehicle",
                () -> em.createQuery("delete from Vehicle v where v.owner = :me and mod(v.id, 4) = :rest")
                        .setParameter("me", worker.number)
                        .setParameter("rest", worker.random.nextInt(4))
                        .executeUpdate());
    }

    private static void insert(Worker worker, EntityManager em) {
        long from = worker.newIds(1_000);
        worker.statement(
                em,
                "INSERT",
                "line",
                () -> em.createQuery("insert into Line (id, owner, text, amount)"
                                + " select p.id + :from, p.owner, p.name, 1 from Product p where p.owner = :me"
                                + " and p.id <= 1000")
                        .setParameter("from", from)
                        .setParameter("me", worker.number)
                        .executeUpdate());
    }

    private static void updateByCriteria(Worker worker, EntityManager em) {
        CriteriaBuilder criteria = em.getCriteriaBuilder();
        CriteriaUpdate<Product> update = criteria.createCriteriaUpdate(Product.class);
        Root<Product> product = update.from(Product.class);
        update.set(product.<String>get("name"), worker.word())
                .where(criteria.equal(product.get("owner"), worker.number));
        worker.statement(em, "UPDATE", "product", () -> em.createQuery(update).executeUpdate());
    }

    private static void deleteByCriteria(Worker worker, EntityManager em) {
        CriteriaBuilder criteria = em.getCriteriaBuilder();
        CriteriaDelete<Line> delete = criteria.createCriteriaDelete(Line.class);
        Root<Line> line = delete.from(Line.class);
        delete.where(criteria.equal(line.get("owner"), worker.number), criteria.greaterThan(line.get("amount"), 1));
        worker.statement(em, "DELETE", "line", () -> em.createQuery(delete).executeUpdate());
    }

    private static void updateBySql(Worker worker, EntityManager em) {
        worker.statement(
                em,
                "UPDATE",
                "vehicle",
                () -> em.createNativeQuery("update vehicle set plate = ?1 where owner_no = ?2 and mod(id, 3) = 0")
                        .setParameter(1, worker.word())
                        .setParameter(2, worker.number)
                        .executeUpdate());
    }

    private static void nothing(Worker worker, EntityManager em) {
        worker.statement(
                em,
                "DELETE",
                "product",
                () -> em.createQuery("delete from Product p where p.id < 0").executeUpdate());
    }

    private static void between(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(worker::change);
        worker.some(em, Product.class).ifPresent(product -> product.name = worker.word());
        update(worker, em);
        em.clear();
        worker.some(em, Product.class).ifPresent(product -> product.name = worker.word());
        if (worker.chance(2)) {
            worker.as("ann", em, () -> updateBySql(worker, em));
        }
        worker.some(em, Customer.class).ifPresent(worker::change);
    }

    private static void rollBack(Worker worker) {
        worker.fails(em -> {
            update(worker, em);
            delete(worker, em);
            throw new IllegalStateException("rolled back");
        });
    }
}
