package io.audittrail.sample.status;

import org.springframework.data.jpa.repository.JpaRepository;

interface NodeStatusRepository extends JpaRepository<NodeStatus, String> {}
