package io.audittrail.entities;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.ExcludeDefaultListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Subselect;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one entity, or one statement of it: a row of the table {@code audit_activity}.
 *
 * <p>An entity of the audited units where {@code audit.tables.entities} or {@code audit.tables.actor-entity} says so, under
 * this name. Reads only: it cannot be made, changed or removed.
 */
@Entity(name = "AuditActivity")
@Subselect("""
        select a.id, a.transaction_id, a.n, a.issued_at, a.operation, a.table_schema, a.table_name, a.entity, a.entity_id, a.label,
            coalesce(a.actor, t.actor) as actor,
            coalesce(a.actor_kind, t.actor_kind) as actor_kind,
            case when a.actor is null then t.via else a.via end as via,
            case when a.actor is null then t.reason else a.reason end as reason,
            a.source, cast(a.old_data as varchar) as old_data, cast(a.changed_data as varchar) as changed_data, a.line,
            case when coalesce(a.actor_kind, t.actor_kind) = 'user' then coalesce(a.actor, t.actor) end as user_name
        from audit_activity a join audit_transaction t on t.id = a.transaction_id""")
@Immutable
@ExcludeDefaultListeners
@SuppressWarnings("NullAway.Init") // by Hibernate
public class AuditActivity {

    @Id
    @Column(name = "id")
    private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "transaction_id")
    private AuditTransaction transaction;

    @Column(name = "n")
    private int n;

    @Column(name = "issued_at")
    @JdbcTypeCode(SqlTypes.TIMESTAMP_UTC)
    private Instant issuedAt;

    @Column(name = "operation")
    private String operation;

    @Column(name = "table_schema")
    private @Nullable String tableSchema;

    @Column(name = "table_name")
    private @Nullable String tableName;

    @Column(name = "entity")
    private @Nullable String entity;

    @Column(name = "entity_id")
    private @Nullable String entityId;

    @Column(name = "label")
    private @Nullable String label;

    @Column(name = "actor")
    private String actor;

    @Column(name = "actor_kind")
    private String actorKind;

    @Column(name = "via")
    private @Nullable String via;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "source")
    private String source;

    @Column(name = "old_data")
    @Convert(converter = JsonObject.class)
    private Map<String, @Nullable Object> oldData;

    @Column(name = "changed_data")
    @Convert(converter = JsonObject.class)
    private Map<String, @Nullable Object> changedData;

    @Column(name = "line")
    private @Nullable String line;

    @Transient
    private @Nullable Object user;

    AuditActivity() {}

    public long getId() {
        return id;
    }

    public AuditTransaction getTransaction() {
        return transaction;
    }

    /** Its place in the transaction, from 1. */
    public int getN() {
        return n;
    }

    /** As that of the transaction. */
    public Instant getIssuedAt() {
        return issuedAt;
    }

    /**
     * {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code STATEMENT} or {@code READ}; {@code TRUNCATE} and {@code PAUSED}, of which
     * only triggers tell; {@code REMOVAL} of the row that says what was too old.
     */
    public String getOperation() {
        return operation;
    }

    public @Nullable String getTableSchema() {
        return tableSchema;
    }

    public @Nullable String getTableName() {
        return tableName;
    }

    /** The JPA name of the entity's type; of a statement only when it is about exactly one type. */
    public @Nullable String getEntity() {
        return entity;
    }

    /** A composite one as a JSON object. */
    public @Nullable String getEntityId() {
        return entityId;
    }

    public @Nullable String getLabel() {
        return label;
    }

    /** Whoever did this, which most often is the actor of the transaction. That one has an index. */
    public String getActor() {
        return actor;
    }

    /** {@code user}, {@code job}, {@code system}, {@code anonymous}, {@code unknown} or {@code external}. */
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

    /** Who has written the row: {@code orm} or {@code trigger}. */
    public String getSource() {
        return source;
    }

    /** What the entity was, by attribute: nothing for an {@code INSERT}. By column where a trigger has written it. */
    public Map<String, @Nullable Object> getOldData() {
        return oldData;
    }

    /** What differs after it, by attribute or column: nothing for a {@code DELETE}. */
    public Map<String, @Nullable Object> getChangedData() {
        return changedData;
    }

    /** The record as the log has it, without number and hash; null of a row that a trigger has written. */
    public @Nullable String getLine() {
        return line;
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
        throw readOnly(this);
    }

    static RuntimeException readOnly(Object row) {
        return new UnsupportedOperationException(row + " is history, which is read only");
    }

    @Override
    public String toString() {
        return "AuditActivity " + id;
    }
}
