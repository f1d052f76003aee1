package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key with which a user's programs log in. Left out of the log by {@code audit.entities.exclude}: not even that a key
 * was made shall be read by those who read the log.
 */
@Entity
public class ApiCredentials {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private User user;

    @Column(nullable = false, length = 100)
    private String secretHash;

    @Column(nullable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected ApiCredentials() {}

    public ApiCredentials(User user, String secretHash, Instant createdAt) {
        this.user = user;
        this.secretHash = secretHash;
        this.createdAt = createdAt;
    }

    public User user() {
        return user;
    }

    public String secretHash() {
        return secretHash;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
