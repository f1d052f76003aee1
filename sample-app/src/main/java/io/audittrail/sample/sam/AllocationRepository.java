package io.audittrail.sample.sam;

import io.audittrail.sample.sam.domain.Allocation;
import io.audittrail.sample.sam.domain.Project;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

interface AllocationRepository extends JpaRepository<Allocation, Long> {

    List<Allocation> findByAccountProject(Project project);

    /** Locked until the transaction ends: amounts are added to, so two callers must take turns. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Allocation> findLockedById(long id);

    boolean existsByParent(Allocation parent);
}
