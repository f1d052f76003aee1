package io.audittrail.sample.sam;

import io.audittrail.sample.ConflictException;
import io.audittrail.sample.InvalidException;
import io.audittrail.sample.NotFoundException;
import io.audittrail.sample.sam.domain.Account;
import io.audittrail.sample.sam.domain.Allocation;
import io.audittrail.sample.sam.domain.AllocationTransaction;
import io.audittrail.sample.sam.domain.ChargeAdjustment;
import io.audittrail.sample.sam.domain.Project;
import io.audittrail.sample.sam.domain.Resource;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What projects may use. Each step leaves a booking behind. */
@Service
@Transactional
public class Allocations {

    private final ProjectRepository projects;
    private final ResourceRepository resources;
    private final AccountRepository accounts;
    private final AllocationRepository allocations;
    private final EntityManager entityManager;
    private final Clock clock;

    Allocations(
            ProjectRepository projects,
            ResourceRepository resources,
            AccountRepository accounts,
            AllocationRepository allocations,
            EntityManager entityManager,
            Clock clock) {
        this.projects = projects;
        this.resources = resources;
        this.accounts = accounts;
        this.allocations = allocations;
        this.entityManager = entityManager;
        this.clock = clock;
    }

    public AllocationView grant(String projcode, NewAllocation request) {
        Project project =
                projects.findByProjcode(projcode).orElseThrow(() -> new NotFoundException("project", projcode));
        Resource resource = resources
                .findByName(request.resource())
                .orElseThrow(() -> new InvalidException(
                        "resource", "must be a resource; there is no '" + request.resource() + "'"));
        if (request.endDate() != null && request.endDate().isBefore(request.startDate())) {
            throw new InvalidException("endDate", "must not be before startDate");
        }
        if (!project.isActive()) {
            throw new ConflictException("Project '" + projcode + "' is not active.");
        }
        Account account = accounts.findByProjectAndResource(project, resource)
                .orElseGet(() -> accounts.save(new Account(project, resource)));
        Allocation allocation =
                allocations.save(new Allocation(account, request.amount(), request.startDate(), request.endDate()));
        book(account, AllocationTransaction.Type.NEW, request.amount());
        return AllocationView.of(allocation);
    }

    public AllocationView adjust(long id, NewAdjustment request) {
        Allocation allocation = allocation(id);
        allocation.add(request.amount());
        if (allocation.amount().signum() < 0) {
            throw new ConflictException("Allocation " + id + " has less than that.");
        }
        entityManager.persist(new ChargeAdjustment(allocation.account(), request.amount(), request.comment()));
        book(allocation.account(), AllocationTransaction.Type.ADJUSTMENT, request.amount());
        return AllocationView.of(allocation);
    }

    public void withdraw(long id) {
        Allocation allocation = allocation(id);
        if (allocations.existsByParent(allocation)) {
            throw new ConflictException("Other allocations are taken from allocation " + id + ".");
        }
        allocations.delete(allocation);
        book(
                allocation.account(),
                AllocationTransaction.Type.WITHDRAWAL,
                allocation.amount().negate());
    }

    private Allocation allocation(long id) {
        return allocations.findLockedById(id).orElseThrow(() -> new NotFoundException("allocation", id));
    }

    private void book(Account account, AllocationTransaction.Type type, BigDecimal amount) {
        entityManager.persist(new AllocationTransaction(account, type, amount, clock.instant()));
    }
}
