package io.audittrail.sample.sam;

import io.audittrail.sample.sam.domain.Resource;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface ResourceRepository extends JpaRepository<Resource, Long> {

    Optional<Resource> findByName(String name);
}
