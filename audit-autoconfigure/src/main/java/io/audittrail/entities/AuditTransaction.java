package io.audittrail.entities;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.ExcludeDefaultListeners;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Subselect;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that changed something: a row of the table {@code audit_transaction}.
 *
 * <p>An entity of the audited units where {@code audit.tables.entities} or {@code audit.tables.actor-entity} says so, under
 * this name. Reads only: it cannot be made, changed or removed.
 */
@Entity(name = "AuditTransaction")
@Subselect("""
        select t.id, t.native_id, t.unit, t.issued_at, t.actor, t.actor_kind, t.via, t.reason, t.client_address,
            cast(t.context as varchar) as context,
            case when t.actor_kind = 'user' then t.actor end as user_name
        from audit_transaction t""")
@Immutable
@ExcludeDefaultListeners
@SuppressWarnings("NullAway.Init") // by Hibernate
public class AuditTransaction {

    @Id
    @Column(name = "id")
    @JdbcTypeCode(SqlTypes.UUID)
    private UUID id;

    @Column(name = "native_id")
    private @Nullable Long nativeId;

    @Column(name = "unit")
    private String unit;

    @Column(name = "issued_at")
    @JdbcTypeCode(SqlTypes.TIMESTAMP_UTC)
    private Instant issuedAt;

    @Column(name = "actor")
    private String actor;

    @Column(name = "actor_kind")
    private String actorKind;

    @Column(name = "via")
    private @Nullable String via;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "client_address")
    private @Nullable String clientAddress;

    @Column(name = "context")
    @Convert(converter = JsonObject.class)
    private Map<String, @Nullable Object> context;

    @Transient
    private @Nullable Object user;

    AuditTransaction() {}

    /** As {@code tx} in the log. */
    public UUID getId() {
        return id;
    }

    /** The database's own number of it, where it has one. */
    public @Nullable Long getNativeId() {
        return nativeId;
    }

    /** The persistence unit. */
    public String getUnit() {
        return unit;
    }

    /** When it was about to commit. */
    public Instant getIssuedAt() {
        return issuedAt;
    }

    public String getActor() {
        return actor;
    }

    /** {@code user}, {@code job}, {@code system}, {@code anonymous} or {@code unknown}. */
    public String getActorKind() {
        return actorKind;
    }

    /** Who acted in the name of the actor. */
    public @Nullable String getVia() {
        return via;
    }

    public @Nullable String getReason() {
        return reason;
    }

    public @Nullable String getClientAddress() {
        return clientAddress;
    }

    /** Where it came from: request, MDC, and what the application added. */
    public Map<String, @Nullable Object> getContext() {
        return context;
    }

    /**
     * The application's own entity of the actor. Null when there is none, or none any more, and in a unit that does not have
     * {@code audit.tables.actor-entity}.
     */
    public @Nullable Object getUser() {
        return user;
    }

    @PrePersist
    @PreRemove
    void readOnly() {
        throw AuditActivity.readOnly(this);
    }

    @Override
    public String toString() {
        return "AuditTransaction " + id;
    }
}
