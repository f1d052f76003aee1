package io.audittrail.sample.status;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface OutageRepository extends JpaRepository<SystemOutage, Long> {

    List<SystemOutage> findAllByOrderByStartedAtDesc();
}
