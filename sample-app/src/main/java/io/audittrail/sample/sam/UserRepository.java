package io.audittrail.sample.sam;

import io.audittrail.sample.sam.domain.User;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface UserRepository extends JpaRepository<User, Long> {

    Optional<User> findByUsername(String username);
}
