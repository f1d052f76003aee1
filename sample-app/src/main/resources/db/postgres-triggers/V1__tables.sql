-- The tables of the database sam. Those of joins have a primary key, as triggers need one.

create sequence account_seq increment by 50;
create sequence allocation_seq increment by 50;
create sequence allocation_transaction_seq increment by 50;
create sequence api_credentials_seq increment by 50;
create sequence charge_adjustment_seq increment by 50;
create sequence contract_seq increment by 50;
create sequence email_address_seq increment by 50;
create sequence organization_seq increment by 50;
create sequence project_seq increment by 50;
create sequence resource_seq increment by 50;
create sequence role_seq increment by 50;
create sequence users_seq increment by 50;

create table organization (
    id bigint not null,
    parent_id bigint references organization,
    acronym varchar(20) not null,
    name varchar(255) not null,
    primary key (id),
    unique (acronym)
);

create table users (
    id bigint not null,
    organization_id bigint not null references organization,
    username varchar(40) not null,
    name varchar(255) not null,
    primary key (id),
    unique (username)
);

create table project (
    id bigint not null,
    active boolean not null,
    lead_id bigint not null references users,
    parent_id bigint references project,
    projcode varchar(20) not null,
    title varchar(255) not null,
    abstract_text text,
    primary key (id),
    unique (projcode)
);

create table resource (
    id bigint not null,
    name varchar(40) not null,
    primary key (id),
    unique (name)
);

create table account (
    id bigint not null,
    project_id bigint not null references project,
    active boolean not null,
    resource_id bigint not null references resource,
    primary key (id),
    unique (project_id, resource_id)
);

create table allocation (
    id bigint not null,
    amount numeric(15,2) not null,
    deleted boolean not null,
    end_date date,
    start_date date not null,
    account_id bigint not null references account,
    parent_id bigint references allocation,
    primary key (id)
);

create table allocation_transaction (
    id bigint not null,
    amount numeric(15,2) not null,
    account_id bigint not null references account,
    booked_at timestamp(6) with time zone not null,
    type varchar(20) not null check (type in ('NEW', 'ADJUSTMENT', 'WITHDRAWAL')),
    primary key (id)
);

create table api_credentials (
    id bigint not null,
    user_id bigint not null references users,
    created_at timestamp(6) with time zone not null,
    secret_hash varchar(100) not null,
    primary key (id)
);

create table charge_adjustment (
    id bigint not null,
    amount numeric(15,2) not null,
    account_id bigint not null references account,
    comment varchar(255) not null,
    primary key (id)
);

create table compute_resource (
    id bigint not null references resource,
    cores integer not null,
    primary key (id)
);

create table contract (
    id bigint not null,
    project_id bigint not null references project,
    end_date date,
    start_date date not null,
    sponsor_id bigint not null references organization,
    number varchar(40) not null,
    primary key (id),
    unique (number)
);

create table email_address (
    id bigint not null,
    user_id bigint not null references users,
    address varchar(255) not null,
    primary key (id)
);

create table project_code (
    facility varchar(20) not null,
    prefix varchar(8) not null,
    digits integer not null,
    primary key (facility, prefix)
);

create table project_members (
    project_id bigint not null references project,
    members_id bigint not null references users,
    primary key (project_id, members_id)
);

create table role (
    id bigint not null,
    name varchar(40) not null,
    primary key (id),
    unique (name)
);

create table storage_resource (
    id bigint not null references resource,
    terabytes integer not null,
    primary key (id)
);

create table users_roles (
    user_id bigint not null references users,
    roles_id bigint not null references role,
    primary key (user_id, roles_id)
);
