package io.audittrail.sample.status;

import org.springframework.data.jpa.repository.JpaRepository;

interface QueueStatusRepository extends JpaRepository<QueueStatus, String> {}
