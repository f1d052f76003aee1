package io.audittrail.sample.sam;

import io.audittrail.sample.sam.domain.Project;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface ProjectRepository extends JpaRepository<Project, Long> {

    @EntityGraph(attributePaths = "lead")
    List<Project> findAllByOrderByProjcode();

    @EntityGraph(attributePaths = "lead")
    Optional<Project> findByProjcode(String projcode);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("""
            update Project p set p.active = false
            where p.active
              and exists (select 1 from Allocation a where a.account.project = p)
              and not exists (select 1 from Allocation a where a.account.project = p
                                and (a.endDate is null or a.endDate >= :before))
            """)
    int expire(LocalDate before);
}
