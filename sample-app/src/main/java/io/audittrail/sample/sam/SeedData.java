package io.audittrail.sample.sam;

import io.audittrail.sample.sam.domain.Account;
import io.audittrail.sample.sam.domain.Allocation;
import io.audittrail.sample.sam.domain.AllocationTransaction;
import io.audittrail.sample.sam.domain.ApiCredentials;
import io.audittrail.sample.sam.domain.ComputeResource;
import io.audittrail.sample.sam.domain.Contract;
import io.audittrail.sample.sam.domain.Organization;
import io.audittrail.sample.sam.domain.Project;
import io.audittrail.sample.sam.domain.ProjectCode;
import io.audittrail.sample.sam.domain.Role;
import io.audittrail.sample.sam.domain.StorageResource;
import io.audittrail.sample.sam.domain.User;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an empty database begins with. */
@Component
class SeedData {

    private final EntityManager entityManager;
    private final Clock clock;

    SeedData(EntityManager entityManager, Clock clock) {
        this.entityManager = entityManager;
        this.clock = clock;
    }

    @Transactional
    public void writeIfEmpty() {
        boolean empty = entityManager
                .createQuery("select count(p) = 0 from Project p", Boolean.class)
                .getSingleResult();
        if (empty) {
            write();
        }
    }

    private void write() {
        Organization laboratory = persist(new Organization("CISL", "Computational Laboratory", null));
        Organization division = persist(new Organization("HSS", "High-End Services Section", laboratory));
        Organization sponsor = persist(new Organization("NSF", "National Science Foundation", null));
        Role investigator = persist(new Role("principal investigator"));
        persist(new ProjectCode(new ProjectCode.Key("NCAR", "NCAR"), 4));
        persist(new ProjectCode(new ProjectCode.Key("UNIV", "UCUB"), 4));

        User bob = user("bob", "Bob Frost", division);
        bob.addRole(investigator);
        User alice = user("alice", "Alice Hale", division);
        user("admin", "Ada Minor", laboratory);
        persist(new ApiCredentials(bob, "{noop}not-a-real-key", clock.instant()));

        Project old = persist(new Project("NCAR0001", "Old", bob));
        old.setAbstractText("Clouds over the front range.");
        old.members().add(alice);
        Project part = persist(new Project("NCAR0002", "Cloud droplets", alice));
        part.setParent(old);

        LocalDate today = LocalDate.now(clock);
        LocalDate nextYear = today.plusYears(1);
        persist(new Contract("AGS-2600001", sponsor, old, today.minusYears(1), nextYear));
        Account compute = persist(new Account(old, persist(new ComputeResource("derecho", 323_712))));
        Account storage = persist(new Account(old, persist(new StorageResource("glade", 100_000))));
        Allocation whole = allocate(compute, "1000000.00", today, nextYear);
        allocate(compute, "250000.00", today, nextYear).setParent(whole);
        allocate(storage, "20.50", today, nextYear);
    }

    private User user(String username, String name, Organization organization) {
        User user = new User(username, name, organization);
        user.addEmailAddress(username + "@example.org");
        return persist(user);
    }

    private Allocation allocate(Account account, String amount, LocalDate from, LocalDate to) {
        Allocation allocation = persist(new Allocation(account, new BigDecimal(amount), from, to));
        persist(new AllocationTransaction(
                account, AllocationTransaction.Type.NEW, allocation.amount(), clock.instant()));
        return allocation;
    }

    private <T> T persist(T entity) {
        entityManager.persist(entity);
        return entity;
    }
}
