package io.audittrail.sample.sam;

import io.audittrail.sample.sam.domain.Account;
import io.audittrail.sample.sam.domain.Project;
import io.audittrail.sample.sam.domain.Resource;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface AccountRepository extends JpaRepository<Account, Long> {

    Optional<Account> findByProjectAndResource(Project project, Resource resource);

    List<Account> findByProject(Project project);

    boolean existsByProject(Project project);
}
