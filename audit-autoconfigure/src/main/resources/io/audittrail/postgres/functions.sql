-- What the triggers of audit.postgres.triggers run. In braces stand the names that they have in the database.

-- A row of a trigger has no line: what a record of the log would say is in its columns.
alter table {activity} alter column line drop not null;

-- The JSON of a row as it is shown: of what is masked, nobody sees more than that it is there.
create or replace function {functions}shown(data jsonb, masked text[]) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $audit$
    select data || coalesce((select jsonb_object_agg(m, '[masked]') from unnest(masked) as m where jsonb_exists(data, m)), '{}')
$audit$;

-- The id of a row as text; of several parts as JSON, by their names and each a text.
create or replace function {functions}id(data jsonb, key jsonb) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $audit$
    select case count(*)
        when 1 then min(data ->> k.key)
        else '{' || string_agg(to_json(k.value) || ':' || to_json(data ->> k.key), ',' order by k.value collate "C") || '}' end
    from jsonb_each_text(key) as k
$audit$;

-- What has changed of a row.
create or replace function {functions}changed(was jsonb, became jsonb) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $audit$
    select coalesce(jsonb_object_agg(f.key, f.value), '{}')
    from jsonb_each(became) as f
    where was -> f.key is distinct from f.value
$audit$;

-- Opens the row of the transaction that is on its way, unless it is open: its id, how many rows it has, and who is at work
-- where that is not who opened it. Who is not told of by the application is the user of the session.
create or replace function {functions}open(unit text, at timestamp with time zone) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $audit$
declare
    told constant text := nullif(current_setting('audittrail.tx', true), '');
    tx uuid := coalesce(told, nullif(current_setting('audittrail.outside', true), ''));
    who constant jsonb := case
        when told is null then jsonb_build_object('actor', session_user, 'kind', 'external')
        else jsonb_strip_nulls(jsonb_build_object(
            'actor', current_setting('audittrail.actor', true),
            'kind', current_setting('audittrail.kind', true),
            'via', nullif(current_setting('audittrail.via', true), ''),
            'reason', nullif(current_setting('audittrail.reason', true), ''))) end;
begin
    if tx is null then
        tx := gen_random_uuid();
        perform set_config('audittrail.outside', cast(tx as text), true);
    end if;
    if coalesce(current_setting('audittrail.open', true), '') <> cast(tx as text) then
        insert into {transaction}
            (id, native_id, unit, issued_at, actor, actor_kind, via, reason, client_address, context)
        values (
            tx, cast(cast(pg_current_xact_id() as text) as bigint), unit, at, who ->> 'actor', who ->> 'kind', who ->> 'via',
            who ->> 'reason',
            case when told is null then host(inet_client_addr())
                else nullif(current_setting('audittrail.address', true), '') end,
            case when told is null then jsonb_build_object(
                    'outside', 'outside the application', 'application', current_setting('application_name'))
                else cast(coalesce(nullif(current_setting('audittrail.context', true), ''), '{}') as jsonb) end);
        perform set_config('audittrail.open', cast(tx as text), true);
        perform set_config('audittrail.opened', cast(who as text), true);
        perform set_config('audittrail.n', '0', true);
    end if;
    return jsonb_build_object(
        'tx', tx,
        'n', cast(current_setting('audittrail.n') as int),
        'who', case when cast(who as text) <> current_setting('audittrail.opened') then who end);
end
$audit$;

