-- Triggers tell rows apart by their primary keys; Hibernate makes none for these.
alter table customer_tag add primary key (customer_id, tag);
alter table customer_phone add column no bigint generated always as identity primary key;
