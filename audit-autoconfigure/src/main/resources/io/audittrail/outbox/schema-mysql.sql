-- The tables of audit.delivery=guaranteed. Times are milliseconds since 1970, by the clock of the database.
-- Run by the application as audit.outbox.initialize-schema says, or copied to its Flyway migrations, for instance as
-- V42__audit_outbox.sql.
-- Records that are committed and not yet in the log; content holds a line for each.
create table if not exists audit_outbox (
    id bigint not null auto_increment,
    owner varchar(100) character set ascii collate ascii_bin not null,
    tx varchar(36) character set ascii collate ascii_bin not null,
    chunk int not null,
    records int not null,
    total int not null,
    written_at bigint not null,
    content longblob not null,
    primary key (owner, id),
    key audit_outbox_id (id)
) engine = InnoDB;

-- The end of each log: up to where it is synced, and up to where rows that are in it are gone from audit_outbox.
create table if not exists audit_anchor (
    stream varchar(100) character set ascii collate ascii_bin not null,
    seq bigint,
    hash varchar(64),
    checkpoint_at varchar(27),
    signature varchar(100),
    drained_seq bigint not null,
    primary key (stream)
) engine = InnoDB;

-- Who drains whose records, and until when he has to say that he still lives.
create table if not exists audit_lease (
    name varchar(100) character set ascii collate ascii_bin not null,
    holder varchar(100) character set ascii collate ascii_bin not null,
    place varchar(255) not null,
    token varchar(36) character set ascii collate ascii_bin not null,
    expires_at bigint not null,
    primary key (name)
) engine = InnoDB;
