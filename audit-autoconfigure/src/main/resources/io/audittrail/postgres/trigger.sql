-- What a trigger for {operation} runs. Its argument says what the table is.
create or replace function {functions}{operation}() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
set extra_float_digits = 1
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
as $audit$
declare
    what constant jsonb := tg_argv[0];
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := {functions}masked(what, tg_relid);
    keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
    single constant text := (select min(k) from jsonb_object_keys(what -> 'id') as k having count(*) = 1);
    veiled constant text[] := masked || array(select jsonb_array_elements_text(what -> 'veiled'));
    secret constant boolean := exists (select from jsonb_object_keys(what -> 'id') as k where k = any (veiled));
    kind constant text := what #>> '{kinds,column}';
    ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    at constant timestamp with time zone := clock_timestamp();
begin
    insert into {activity} (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
        what ->> 'schema', what ->> 'table',
        coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
        case when secret then {functions}id({functions}shown(coalesce(r.after, r.before), veiled), what -> 'id')
            when length(coalesce(r.after, r.before) ->> single) <= 500 then coalesce(r.after, r.before) ->> single
            else {functions}id(coalesce(r.after, r.before), what -> 'id') end, -- as most are; functions cost
        case r.operation when 'TRUNCATE' then 'partition ' || (what ->> 'partition')
            else coalesce(r.after, r.before) ->> (what ->> 'label') end,
        r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
        case when masked = '{}' then coalesce(r.before, '{}') - without
            else {functions}shown(coalesce(r.before, '{}') - without, masked) end,
        case when masked = '{}' and r.operation = 'INSERT' then r.after - without
            else {functions}shown(case r.operation when 'UPDATE' then {functions}changed(r.before - without, r.after - without)
                else coalesce(r.after, '{}') - without end, masked) end
    from (
        select (select {functions}open(what, at)) as now, p.*
        from (
            {rows}
        ) as p
        offset 0 -- so that the transaction is opened once, and not for nothing
    ) as r;
    return null;
end
$audit$;
