-- The tables of audit.tables.enabled, which have the history of the audited entities beside their data. All times are UTC.
-- Run by the application as audit.tables.initialize-schema says, or copied to its Flyway migrations, for instance as
-- V43__audit_tables.sql. Whoever sets audit.tables.schema, .transaction or .activity puts those names here.
-- One row for each transaction that changed something.
create table if not exists audit_transaction (
    id char(36) character set ascii collate ascii_bin not null,
    native_id bigint,
    unit varchar(500) not null,
    issued_at datetime(6) not null,
    actor varchar(500) not null,
    actor_kind varchar(20) not null,
    via varchar(500),
    reason longtext,
    client_address varchar(500),
    context json not null,
    primary key (id),
    key audit_transaction_actor (actor, issued_at),
    key audit_transaction_time (issued_at)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- One row for each entity that it changed; actor, actor_kind, via and reason only where they are not the transaction's.
create table if not exists audit_activity (
    id bigint not null auto_increment,
    transaction_id char(36) character set ascii collate ascii_bin not null,
    n int not null,
    issued_at datetime(6) not null,
    operation varchar(20) not null,
    table_schema varchar(500),
    table_name varchar(500),
    entity varchar(500),
    entity_id varchar(500),
    label longtext,
    actor varchar(500),
    actor_kind varchar(20),
    via varchar(500),
    reason longtext,
    source varchar(20) not null,
    old_data json not null,
    changed_data json not null,
    line longtext not null,
    primary key (id),
    key audit_activity_transaction (transaction_id),
    key audit_activity_entity (entity(200), entity_id, issued_at),
    key audit_activity_actor (actor, issued_at),
    key audit_activity_time (issued_at, id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
