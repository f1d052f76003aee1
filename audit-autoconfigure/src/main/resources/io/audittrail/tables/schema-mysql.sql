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

-- One row for each attribute that changed. A value that is no text is JSON.
create or replace view audit_field_change as
select a.id as activity_id, a.transaction_id, t.unit, a.issued_at, coalesce(a.actor, t.actor) as actor, a.operation,
    a.table_schema, a.table_name, a.entity, a.entity_id, f.name as column_name,
    if(json_type(json_extract(a.old_data, concat('$.', json_quote(f.name)))) = 'NULL', null,
        json_unquote(json_extract(a.old_data, concat('$.', json_quote(f.name))))) as old_value,
    if(json_type(json_extract(a.changed_data, concat('$.', json_quote(f.name)))) = 'NULL', null,
        json_unquote(json_extract(a.changed_data, concat('$.', json_quote(f.name))))) as new_value,
    a.source
from audit_activity a
join audit_transaction t on t.id = a.transaction_id
cross join json_table(
    json_keys(case a.operation when 'DELETE' then a.old_data else a.changed_data end),
    '$[*]' columns (name varchar(500) path '$')
) as f
where a.operation in ('INSERT', 'UPDATE', 'DELETE');

-- What is known of each entity that is there: its last row, by number and not by somebody's clock, with what it changed
-- put over what was before. A collection of which it only tells what was added and taken away, and so has nothing before,
-- is left out.
create or replace view audit_current as
select a.unit, a.table_schema, a.table_name, a.entity, a.entity_id,
    coalesce((
        select json_objectagg(f.name, json_extract(
            if(json_contains_path(a.changed_data, 'one', concat('$.', json_quote(f.name))), a.changed_data, a.old_data),
            concat('$.', json_quote(f.name))))
        from json_table(
            json_keys(json_merge_preserve(a.old_data, a.changed_data)),
            '$[*]' columns (name varchar(500) path '$')
        ) as f
        where a.operation = 'INSERT' or json_contains_path(a.old_data, 'one', concat('$.', json_quote(f.name)))
    ), json_object()) as data,
    a.issued_at, a.by_actor as actor, a.id as activity_id, a.transaction_id, a.source
from (
    select c.*, t.unit, coalesce(c.actor, t.actor) as by_actor, row_number() over (
        partition by t.unit, c.entity, c.entity_id order by c.id desc) as newest
    from audit_activity c
    join audit_transaction t on t.id = c.transaction_id
    where c.operation in ('INSERT', 'UPDATE', 'DELETE')
) a
where a.newest = 1 and a.operation <> 'DELETE';
