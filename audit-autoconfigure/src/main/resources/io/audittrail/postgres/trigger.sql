-- What a trigger for {operation} runs. Its argument says what the table is.
create or replace function {functions}{operation}() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
as $audit$
declare
    what constant jsonb := tg_argv[0];
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := array(select jsonb_array_elements_text(what -> 'masked'));
    at constant timestamp with time zone := clock_timestamp();
    rows int;
begin
    insert into {activity} (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
        what ->> 'schema', what ->> 'table', what ->> 'entity', r.id, coalesce(r.after, r.before) ->> (what ->> 'label'),
        r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
        {functions}shown(coalesce(r.before, '{}'), masked),
        {functions}shown(case r.operation when 'UPDATE' then {functions}changed(r.before, r.after)
            else coalesce(r.after, '{}') end, masked)
    from (
        select (select {functions}open(what ->> 'unit', at)) as now, p.*
        from (
            {rows}
        ) as p
        offset 0 -- so that the transaction is opened once, and not for nothing
    ) as r;
    get diagnostics rows = row_count;
    if rows > 0 then
        perform set_config(
            'audittrail.n', cast(cast(current_setting('audittrail.n') as int) + rows as text), true);
    end if;
    return null;
end
$audit$;
