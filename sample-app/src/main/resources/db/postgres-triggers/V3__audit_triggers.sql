-- What the triggers of persistence unit 'sam' need (audit.postgres.triggers). Before it:
-- Column line of table "public"."audit_activity" must not be null, and rows of triggers have none.
-- There is no function "public"."audit_trigger_shown"(jsonb, text[]).
-- There is no function "public"."audit_trigger_id"(jsonb, jsonb).
-- There is no function "public"."audit_trigger_changed"(jsonb, jsonb).
-- There is no function "public"."audit_trigger_words"(text).
-- There is no function "public"."audit_trigger_masked"(jsonb, oid).
-- There is no function "public"."audit_trigger_needed"(jsonb, text[], oid).
-- There is no function "public"."audit_trigger_told"(jsonb, boolean).
-- There is no function "public"."audit_trigger_uuid"(text).
-- There is no function "public"."audit_trigger_transaction"().
-- There is no function "public"."audit_trigger_object"(text).
-- There is no function "public"."audit_trigger_paused"(jsonb).
-- There is no function "public"."audit_trigger_open"(jsonb, timestamp with time zone).
-- There is no function "public"."audit_trigger_one"(jsonb, oid, timestamp with time zone, text[], jsonb, jsonb).
-- There is no function "public"."audit_trigger_pause"(jsonb, timestamp with time zone).
-- There is no function "public"."audit_trigger_shadow"().
-- There is no function "public"."audit_trigger_insert"().
-- There is no function "public"."audit_trigger_update"().
-- There is no function "public"."audit_trigger_delete"().
-- There is no function "public"."audit_trigger_row"().
-- There is no function "public"."audit_trigger_truncate"().
-- There is no function "public"."audit_trigger_required"(text[]).
-- There is no function "public"."audit_trigger_rename_table"(text, text, text, text).
-- There is no function "public"."audit_trigger_rename_column"(text, text, text, text).
-- There is no function "public"."audit_trigger_add_column"(text, text, text, jsonb).
-- There is no function "public"."audit_trigger_drop_column"(text, text, text).
-- There is no function "public"."audit_trigger_convert_column"(text, text, text, regtype).
-- There is no function "public"."audit_trigger_convert_column"(text, text, text, regprocedure, text).
-- There is no function "public"."audit_trigger_convert_each"(text, text, text, text, text).
-- There is no trigger "audit_insert" of table "public"."account".
-- There is no trigger "audit_update" of table "public"."account".
-- There is no trigger "audit_delete" of table "public"."account".
-- There is no trigger "audit_truncate" of table "public"."account".
-- There is no trigger "audit_insert" of table "public"."allocation".
-- There is no trigger "audit_update" of table "public"."allocation".
-- There is no trigger "audit_delete" of table "public"."allocation".
-- There is no trigger "audit_truncate" of table "public"."allocation".
-- There is no trigger "audit_insert" of table "public"."allocation_transaction".
-- There is no trigger "audit_update" of table "public"."allocation_transaction".
-- There is no trigger "audit_delete" of table "public"."allocation_transaction".
-- There is no trigger "audit_truncate" of table "public"."allocation_transaction".
-- There is no trigger "audit_insert" of table "public"."charge_adjustment".
-- There is no trigger "audit_update" of table "public"."charge_adjustment".
-- There is no trigger "audit_delete" of table "public"."charge_adjustment".
-- There is no trigger "audit_truncate" of table "public"."charge_adjustment".
-- There is no trigger "audit_insert" of table "public"."resource".
-- There is no trigger "audit_update" of table "public"."resource".
-- There is no trigger "audit_delete" of table "public"."resource".
-- There is no trigger "audit_truncate" of table "public"."resource".
-- There is no trigger "audit_insert" of table "public"."compute_resource".
-- There is no trigger "audit_update" of table "public"."compute_resource".
-- There is no trigger "audit_delete" of table "public"."compute_resource".
-- There is no trigger "audit_truncate" of table "public"."compute_resource".
-- There is no trigger "audit_insert" of table "public"."contract".
-- There is no trigger "audit_update" of table "public"."contract".
-- There is no trigger "audit_delete" of table "public"."contract".
-- There is no trigger "audit_truncate" of table "public"."contract".
-- There is no trigger "audit_insert" of table "public"."email_address".
-- There is no trigger "audit_update" of table "public"."email_address".
-- There is no trigger "audit_delete" of table "public"."email_address".
-- There is no trigger "audit_truncate" of table "public"."email_address".
-- There is no trigger "audit_insert" of table "public"."organization".
-- There is no trigger "audit_update" of table "public"."organization".
-- There is no trigger "audit_delete" of table "public"."organization".
-- There is no trigger "audit_truncate" of table "public"."organization".
-- There is no trigger "audit_insert" of table "public"."project".
-- There is no trigger "audit_update" of table "public"."project".
-- There is no trigger "audit_delete" of table "public"."project".
-- There is no trigger "audit_truncate" of table "public"."project".
-- There is no trigger "audit_insert" of table "public"."project_members".
-- There is no trigger "audit_update" of table "public"."project_members".
-- There is no trigger "audit_delete" of table "public"."project_members".
-- There is no trigger "audit_truncate" of table "public"."project_members".
-- There is no trigger "audit_insert" of table "public"."project_code".
-- There is no trigger "audit_update" of table "public"."project_code".
-- There is no trigger "audit_delete" of table "public"."project_code".
-- There is no trigger "audit_truncate" of table "public"."project_code".
-- There is no trigger "audit_insert" of table "public"."role".
-- There is no trigger "audit_update" of table "public"."role".
-- There is no trigger "audit_delete" of table "public"."role".
-- There is no trigger "audit_truncate" of table "public"."role".
-- There is no trigger "audit_insert" of table "public"."storage_resource".
-- There is no trigger "audit_update" of table "public"."storage_resource".
-- There is no trigger "audit_delete" of table "public"."storage_resource".
-- There is no trigger "audit_truncate" of table "public"."storage_resource".
-- There is no trigger "audit_insert" of table "public"."users".
-- There is no trigger "audit_update" of table "public"."users".
-- There is no trigger "audit_delete" of table "public"."users".
-- There is no trigger "audit_truncate" of table "public"."users".
-- There is no trigger "audit_insert" of table "public"."users_roles".
-- There is no trigger "audit_update" of table "public"."users_roles".
-- There is no trigger "audit_delete" of table "public"."users_roles".
-- There is no trigger "audit_truncate" of table "public"."users_roles".

alter table "public"."audit_activity" alter column line drop not null;

create or replace function "public"."audit_trigger_shown"(data jsonb, masked text[]) returns jsonb
language plpgsql immutable
as $audit$
begin
    if masked = '{}' then
        return data;
    end if;
    return data || coalesce(
        (select jsonb_object_agg(m, '[masked]') from unnest(masked) as m where jsonb_exists(data, m)), '{}');
end
$audit$;

alter function "public"."audit_trigger_shown"(jsonb, text[]) owner to current_user;

comment on function "public"."audit_trigger_shown"(jsonb, text[]) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_shown"(jsonb, text[]) from public;

create or replace function "public"."audit_trigger_id"(data jsonb, id jsonb) returns text
language plpgsql immutable
as $audit$
declare
    whole constant text := (
        select case count(*)
            when 1 then min(data ->> k.key)
            else '{' || string_agg(to_json(k.value) || ':' || to_json(data ->> k.key), ',' order by k.value collate "C") || '}'
            end
        from jsonb_each_text(id) as k);
begin
    return case when length(whole) > 500
        then 'sha256:' || encode(sha256(convert_to(whole, 'UTF8')), 'hex') else whole end;
end
$audit$;

alter function "public"."audit_trigger_id"(jsonb, jsonb) owner to current_user;

comment on function "public"."audit_trigger_id"(jsonb, jsonb) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_id"(jsonb, jsonb) from public;

create or replace function "public"."audit_trigger_changed"(was jsonb, became jsonb) returns jsonb
language plpgsql immutable
as $audit$
begin
    return (
        select coalesce(jsonb_object_agg(f.key, f.value), '{}')
        from jsonb_each(became) as f
        where was -> f.key is distinct from f.value);
end
$audit$;

alter function "public"."audit_trigger_changed"(jsonb, jsonb) owner to current_user;

comment on function "public"."audit_trigger_changed"(jsonb, jsonb) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_changed"(jsonb, jsonb) from public;

create or replace function "public"."audit_trigger_words"(name text) returns text
language sql immutable
as $audit$
    select ' ' || btrim(lower(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        name collate "default",
        '([[:lower:]])([[:upper:]])', E'\\1 \\2', 'g'),
        '([[:upper:]])([[:upper:]][[:lower:]])', E'\\1 \\2', 'g'),
        '([[:alpha:]])([[:digit:]])', E'\\1 \\2', 'g'),
        '([[:digit:]])([[:alpha:]])', E'\\1 \\2', 'g'),
        '[^[:alnum:]]+', ' ', 'g'))) || ' '
$audit$;

alter function "public"."audit_trigger_words"(text) owner to current_user;

comment on function "public"."audit_trigger_words"(text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_words"(text) from public;

create or replace function "public"."audit_trigger_masked"(what jsonb, relation oid) returns text[]
language plpgsql stable
as $audit$
declare
    gone constant boolean := exists (
        select from jsonb_array_elements_text((what -> 'masked') || (what -> 'without')) as secret (name)
        where not exists (
            select from pg_attribute as a
            where a.attrelid = relation and a.attname = cast(secret.name as name) and not a.attisdropped));
begin
    return array(
        select jsonb_array_elements_text(what -> 'masked')
        union
        select cast(a.attname as text)
        from pg_attribute as a
        where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
            and not jsonb_exists(what -> 'known', cast(a.attname as text))
            and case
                when lower(cast(a.attname as text)) ~ (what #>> '{hidden,hint}')
                    and "public"."audit_trigger_words"(cast(a.attname as text)) ~ (what #>> '{hidden,words}') then true
                else gone end);
end
$audit$;

alter function "public"."audit_trigger_masked"(jsonb, oid) owner to current_user;

comment on function "public"."audit_trigger_masked"(jsonb, oid) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_masked"(jsonb, oid) from public;

create or replace function "public"."audit_trigger_needed"(what jsonb, without text[], relation oid) returns text
language plpgsql stable
as $audit$
begin
    return (select case when bool_or(not c.needed and c.stored)
        then string_agg(format('x.%I', c.name), ', ' order by c.number) filter (where c.needed) end
    from (
        select a.attnum as number, a.attname as name, a.attgenerated <> 'v' as stored,
            cast(a.attname as text) <> all (without) or jsonb_exists(what -> 'key', cast(a.attname as text))
                or jsonb_exists(what -> 'id', cast(a.attname as text))
                or cast(a.attname as text) in (coalesce(what #>> '{kinds,column}', ''), coalesce(what ->> 'label', '')) as needed
        from pg_attribute as a
        where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
    ) as c);
end
$audit$;

alter function "public"."audit_trigger_needed"(jsonb, text[], oid) owner to current_user;

comment on function "public"."audit_trigger_needed"(jsonb, text[], oid) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_needed"(jsonb, text[], oid) from public;

create or replace function "public"."audit_trigger_told"(what jsonb, typed boolean) returns jsonb
language plpgsql volatile
as $audit$
declare
    setting jsonb;
    said text;
    value jsonb;
    told jsonb := '{}';
begin
    for setting in select jsonb_array_elements(what -> 'session') loop
        said := nullif(current_setting('audittrail.' || cast(setting ->> 'name' as text), true), '');
        value := null;
        if said is not null then
            begin
                execute format('select to_jsonb(cast($1 as %s))', setting ->> 'type') into value using said;
                value := case when typed then value else to_jsonb(said) end;
            exception when others then
                value := null;
            end;
            told := told || jsonb_build_object(setting ->> 'name', value);
        end if;
        if value is null and cast(setting ->> 'required' as boolean) then
            raise exception using
                message = format('The session setting audittrail.%s %s, and table %I.%I is not changed without it',
                    setting ->> 'name', case when said is null then 'is not set'
                        else format('has the value ''%s'', which is no %s', said, setting ->> 'type') end,
                    what ->> 'schema', what ->> 'table'),
                hint = format('Set it before, in the transaction that changes the table: '
                    'select set_config(''audittrail.%s'', ''<%s>'', true)', setting ->> 'name', setting ->> 'type');
        end if;
    end loop;
    return told;
end
$audit$;

alter function "public"."audit_trigger_told"(jsonb, boolean) owner to current_user;

comment on function "public"."audit_trigger_told"(jsonb, boolean) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_told"(jsonb, boolean) from public;

create or replace function "public"."audit_trigger_uuid"(setting text) returns uuid
language plpgsql stable
as $audit$
declare
    said constant text := current_setting('audittrail.' || setting, true);
begin
    return case
        when said ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' then cast(said as uuid) end;
end
$audit$;

alter function "public"."audit_trigger_uuid"(text) owner to current_user;

comment on function "public"."audit_trigger_uuid"(text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_uuid"(text) from public;

create or replace function "public"."audit_trigger_transaction"() returns uuid
language plpgsql volatile
as $audit$
declare
    tx uuid := coalesce("public"."audit_trigger_uuid"('tx'), "public"."audit_trigger_uuid"('outside'));
begin
    if tx is null then
        tx := gen_random_uuid();
        perform set_config('audittrail.outside', cast(tx as text), true);
    end if;
    return tx;
end
$audit$;

alter function "public"."audit_trigger_transaction"() owner to current_user;

comment on function "public"."audit_trigger_transaction"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_transaction"() from public;

create or replace function "public"."audit_trigger_object"(setting text) returns jsonb
language plpgsql stable
as $audit$
declare
    object jsonb;
begin
    object := nullif(current_setting('audittrail.' || setting, true), '');
    return case when jsonb_typeof(object) = 'object' then object else '{}' end;
exception when others then
    return '{}';
end
$audit$;

alter function "public"."audit_trigger_object"(text) owner to current_user;

comment on function "public"."audit_trigger_object"(text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_object"(text) from public;

create or replace function "public"."audit_trigger_paused"(what jsonb) returns jsonb
language plpgsql stable
as $audit$
declare
    pause constant jsonb := "public"."audit_trigger_object"('paused');
    tables constant jsonb := nullif(pause -> 'tables', 'null');
begin
    if not jsonb_exists(what, 'pausable') or not jsonb_exists(pause, 'reason') then
        return null;
    end if;
    if tables is null then
        return pause;
    end if;
    if jsonb_typeof(tables) = 'array' and exists (
        select from jsonb_array_elements_text(tables) as t (name)
        where lower(t.name) in (
            lower(what ->> 'table'), lower((what ->> 'schema') || '.' || cast(what ->> 'table' as text))))
    then
        return pause;
    end if;
    return null;
end
$audit$;

alter function "public"."audit_trigger_paused"(jsonb) owner to current_user;

comment on function "public"."audit_trigger_paused"(jsonb) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_paused"(jsonb) from public;

create or replace function "public"."audit_trigger_open"(what jsonb, at timestamp with time zone) returns jsonb
language plpgsql volatile
as $audit$
declare
    declared constant jsonb := case when what -> 'session' = '[]' then '{}' else "public"."audit_trigger_told"(what, true) end;
    native constant bigint := cast(pg_current_xact_id() as text);
    told uuid := "public"."audit_trigger_uuid"('tx');
    refused uuid;
    tx uuid := coalesce(told, "public"."audit_trigger_transaction"());
    actor text;
    kind text;
    via text;
    reason text;
    opened record;
begin
    for attempt in 1 .. 3 loop -- the third is by an id that nobody can know
        if told is null then
            actor := session_user;
            kind := 'external';
        else
            actor := left(coalesce(current_setting('audittrail.actor', true), ''), 500);
            kind := left(coalesce(nullif(current_setting('audittrail.kind', true), ''), 'unknown'), 20);
            via := left(nullif(current_setting('audittrail.via', true), ''), 500);
            reason := nullif(current_setting('audittrail.reason', true), '');
        end if;
        select t.native_id, t.issued_at, t.actor, t.actor_kind, t.via, t.reason,
            (select coalesce(max(a.n), 0) from "public"."audit_activity" as a where a.transaction_id = tx) as n
        into opened from "public"."audit_transaction" as t where t.id = tx;
        -- Numbers begin anew where a dump was restored; clocks of applications may be wrong by hours.
        exit when opened.native_id = native and opened.issued_at > now() - interval '1 day';
        if not found then
            insert into "public"."audit_transaction"
                (id, native_id, unit, issued_at, actor, actor_kind, via, reason, client_address, context)
            values (
                tx, native, what ->> 'unit', at, actor, kind, via, reason,
                case when told is null then host(inet_client_addr())
                    else left(nullif(current_setting('audittrail.address', true), ''), 500) end,
                case when told is null then jsonb_strip_nulls(jsonb_build_object(
                        'outside', 'outside the application', 'application', current_setting('application_name'),
                        'announced', refused))
                    else "public"."audit_trigger_object"('context') || jsonb_build_object('sessionUser', session_user) end || declared)
            on conflict (id) do nothing;
            if found then
                return jsonb_build_object('tx', tx, 'n', 0);
            end if;
        end if;
        refused := coalesce(refused, told);
        told := null;
        via := null;
        reason := null;
        tx := case attempt when 1 then nullif("public"."audit_trigger_uuid"('outside'), tx) end;
        if tx is null then
            tx := gen_random_uuid();
            perform set_config('audittrail.outside', cast(tx as text), true);
        end if;
    end loop;
    return jsonb_build_object(
        'tx', tx,
        'n', opened.n,
        'who', case when (actor, kind, via, reason) is distinct from
                (cast(opened.actor as text), cast(opened.actor_kind as text), cast(opened.via as text), opened.reason)
            then jsonb_strip_nulls(jsonb_build_object('actor', actor, 'kind', kind, 'via', via, 'reason', reason)) end);
end
$audit$;

alter function "public"."audit_trigger_open"(jsonb, timestamp with time zone) owner to current_user;

comment on function "public"."audit_trigger_open"(jsonb, timestamp with time zone) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_open"(jsonb, timestamp with time zone) from public;

create or replace function "public"."audit_trigger_one"(
    what jsonb, relation oid, at timestamp with time zone, without text[], was jsonb, became jsonb) returns void
language plpgsql volatile
as $audit$
declare
    before jsonb := was;
    after jsonb := became;
    latest jsonb;
    known text[];
    masked text[] := '{}';
    veiled text[] := '{}';
    moved boolean;
    operation text;
    id text;
    old jsonb;
    new jsonb;
    now jsonb;
begin
    if jsonb_exists(what, 'kinds') then
        if jsonb_exists(what #> '{kinds,ignored}', rtrim(before ->> (what #>> '{kinds,column}'))) then
            before := null;
        end if;
        if jsonb_exists(what #> '{kinds,ignored}', rtrim(after ->> (what #>> '{kinds,column}'))) then
            after := null;
        end if;
    end if;
    latest := coalesce(after, before);
    if latest is null then
        return;
    end if;
    select
        array(select jsonb_array_elements_text(what -> 'known')),
        exists (
            select from jsonb_array_elements_text(what -> 'key') as k (name)
            where before is not null and after is not null and coalesce(before -> k.name <> after -> k.name, true))
    into known, moved;
    if moved then
        perform "public"."audit_trigger_one"(what, relation, at, without, before, cast(null as jsonb)),
            "public"."audit_trigger_one"(what, relation, at, without, cast(null as jsonb), after);
        return;
    end if;
    old := before - without;
    new := after - without;
    if old = new then
        return;
    end if;
    if what -> 'masked' <> '[]' then
        masked := array(select jsonb_array_elements_text(what -> 'masked'));
    end if;
    if latest - known <> '{}' then
        masked := "public"."audit_trigger_masked"(what, relation);
    end if;
    if masked <> '{}' or what -> 'veiled' <> '[]' then
        veiled := masked || array(select jsonb_array_elements_text(what -> 'veiled'));
    end if;
    if jsonb_exists_any(what -> 'id', veiled) then
        id := "public"."audit_trigger_id"("public"."audit_trigger_shown"(latest, veiled), what -> 'id');
    else
        id := latest ->> (what ->> 'single');
        if id is null or length(id) > 500 then
            id := "public"."audit_trigger_id"(latest, what -> 'id');
        end if;
    end if;
    if after is null then
        operation := 'DELETE';
        new := '{}';
    elsif before is null then
        operation := 'INSERT';
        old := '{}';
    else
        operation := 'UPDATE';
        new := "public"."audit_trigger_changed"(old, new);
    end if;
    if masked <> '{}' then
        old := "public"."audit_trigger_shown"(old, masked);
        new := "public"."audit_trigger_shown"(new, masked);
    end if;
    now := "public"."audit_trigger_open"(what, at);
    insert into "public"."audit_activity" (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    values (
        cast(now ->> 'tx' as uuid), cast(now ->> 'n' as int) + 1, at, operation, what ->> 'schema', what ->> 'table',
        coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(latest ->> (what #>> '{kinds,column}'))),
        id, latest ->> (what ->> 'label'),
        now #>> '{who,actor}', now #>> '{who,kind}', now #>> '{who,via}', now #>> '{who,reason}', 'trigger', old, new);
end
$audit$;

alter function "public"."audit_trigger_one"(jsonb, oid, timestamp with time zone, text[], jsonb, jsonb) owner to current_user;

comment on function "public"."audit_trigger_one"(jsonb, oid, timestamp with time zone, text[], jsonb, jsonb) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_one"(jsonb, oid, timestamp with time zone, text[], jsonb, jsonb) from public;

create or replace function "public"."audit_trigger_pause"(what jsonb, at timestamp with time zone) returns void
language plpgsql volatile
as $audit$
declare
    now constant jsonb := "public"."audit_trigger_open"(what, at);
    tx constant uuid := now ->> 'tx';
    because constant text := "public"."audit_trigger_paused"(what) ->> 'reason';
begin
    insert into "public"."audit_activity" (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select tx, cast(now ->> 'n' as int) + 1, at, 'PAUSED', what ->> 'schema', what ->> 'table', what ->> 'entity',
        now #>> '{who,actor}', now #>> '{who,kind}', now #>> '{who,via}', because, 'trigger', '{}', '{}'
    where not exists (
        select from "public"."audit_activity" as a
        where a.transaction_id = tx and a.operation = 'PAUSED' and a.table_schema = what ->> 'schema'
            and a.table_name = what ->> 'table' and a.reason is not distinct from because);
end
$audit$;

alter function "public"."audit_trigger_pause"(jsonb, timestamp with time zone) owner to current_user;

comment on function "public"."audit_trigger_pause"(jsonb, timestamp with time zone) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_pause"(jsonb, timestamp with time zone) from public;

create or replace function "public"."audit_trigger_shadow"() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
as $audit$
declare
    what constant jsonb := tg_argv[0];
    companion constant text := what ->> 'companion';
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
    keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
    kind constant text := what #>> '{kinds,column}';
    ignored constant text[] := array(select jsonb_array_elements_text(what #> '{kinds,ignored}'));
    -- What was and what became are paired as they are for JSON: by their places, or by the keys where these change.
    was constant text := case tg_level when 'ROW' then '(select ($4).*)' else 'audit_old' end;
    became constant text := case tg_level when 'ROW' then '(select ($5).*)' else 'audit_new' end;
    targets text;
    taken text;
    places text;
    chosen text;
    whole text;
    key text;
    kept text;
    settings text;
    said text;
    changed text;
    moved boolean;
    place text;
    last record;
    pause constant jsonb := case when jsonb_exists(what, 'pausable') then "public"."audit_trigger_paused"(what) end;
    statement text;
    told jsonb;
    known boolean;
begin
    if pause is not null then
        known := false;
        if tg_op <> 'TRUNCATE' and tg_level = 'STATEMENT' then
            execute format('select not exists (select from %s)', case tg_op when 'DELETE' then was else became end) into known;
        end if;
        told := "public"."audit_trigger_object"('pauses') -> companion;
        if not known and told -> 'pause' = pause then
            execute format(
                'select exists (select from %s where audit_sequence = cast($1 as bigint) and audit_operation = ''P'''
                ' and audit_transaction_id = $2 and audit_timestamp >= now())', companion)
            into known using told ->> 'sequence', "public"."audit_trigger_transaction"();
        end if;
        if known then
            return null;
        end if;
        changed := 'select ''P'' as o';
    elsif tg_op = 'TRUNCATE' then
        if jsonb_exists(what, 'partition') then
            execute format(
                'select audit_operation = ''T'' and audit_transaction_id = $1 as same from %s'
                ' order by audit_sequence desc limit 1', companion)
            into last using "public"."audit_trigger_transaction"();
            if last.same then
                return null; -- together with the whole table
            end if;
        end if;
        changed := 'select ''T'' as o';
    else
        with recursive source (number, name, type, modifier) as (
            select a.attnum, a.attname, a.atttypid, a.atttypmod
            from pg_attribute as a
            where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped
                and cast(a.attname as text) <> all (without) and a.attgenerated <> 'v'
            union all
            select s.number, s.name, t.typbasetype, t.typtypmod
            from source as s join pg_type as t on t.oid = s.type where t.typtype = 'd'
        ), bare as (
            select s.* from source as s join pg_type as t on t.oid = s.type where t.typtype <> 'd'
        ), held as (
            select s.number, s.name, case
                when cast(s.name as text) = any (masked) then
                    case when c.atttypid = cast('text' as regtype)
                        then format('case when x.%I is not null then ''[masked]'' end', s.name) end
                when c.atttypid = s.type and (c.atttypmod in (-1, s.modifier)
                        or s.type = cast('varchar' as regtype) and s.modifier between 0 and c.atttypmod)
                    then format('x.%I', s.name)
                when c.atttypmod = -1
                    and (s.type in (cast('int2' as regtype), cast('int4' as regtype), cast('int8' as regtype))
                        or c.atttypid in (cast('text' as regtype), cast('varchar' as regtype)))
                    and exists (
                        select from pg_cast as k
                        where k.castsource = s.type and k.casttarget = c.atttypid and k.castcontext = 'i')
                    then format('cast(x.%I as %s)', s.name, format_type(c.atttypid, -1))
                end as value
            from bare as s
            join pg_attribute as c on c.attrelid = cast(companion as regclass) and c.attname = s.name
                and c.attnum > 0 and not c.attisdropped
        )
        select
            (select coalesce(string_agg(format(', %I', name), '' order by number), '') from held where value is not null),
            (select coalesce(string_agg(format(', %s as c%s', value, number), '' order by number), '')
                from held where value is not null),
            (select coalesce(string_agg(format(', c%s', number), '' order by number), '') from held where value is not null),
            (select coalesce(string_agg(
                format(', case when a.here then a.c%1$s else b.c%1$s end as c%1$s', number), '' order by number), '')
                from held where value is not null),
            (select format('row(%s)', string_agg(format('x.%I', name), ', ' order by number)) from bare)
        into targets, taken, places, chosen, whole;
        select case when count(*) = cardinality(keys)
            then format('row(%s)', string_agg(format('x.%I', a.attname), ', ' order by a.attnum)) else 'cast(null as record)' end
        into key
        from pg_attribute as a
        where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped and cast(a.attname as text) = any (keys);
        select coalesce(max(format('not coalesce(rtrim(cast(x.%I as text)) = any ($3), false)', a.attname)), 'true')
        into kept
        from pg_attribute as a
        where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped and a.attname = kind;
        if tg_op = 'UPDATE' then
            moved := true; -- which costs nothing for one row, and the question does
            if tg_level = 'STATEMENT' then
                if exists (select from audit_new offset 1) then
                    execute format(
                        'select exists (select from (select row_number() over () as i, %1$s as k from %2$s as x) as b'
                        ' full join (select row_number() over () as i, %1$s as k from %3$s as x) as a on a.i = b.i'
                        ' where not coalesce(a.k *= b.k, false))', key, was, became)
                    into moved using null, null, ignored, old, new;
                end if;
            end if;
            place := case when moved then
                    'case when x.k is distinct from null then row(x.k, row_number() over (partition by x.k order by x.i)) end' else 'x.i' end;
        end if;
        changed := case tg_op
            when 'INSERT' then format('select ''I'' as o%s from %s as x where %s', taken, became, kept)
            when 'DELETE' then format('select ''D'' as o%s from %s as x where %s', taken, was, kept)
            else format(
                'select case when b.here is null then ''I'' when a.here is null then ''D'' else ''U'' end as o%1$s'
                ' from (select x.*, %8$s as place from (select true as here, row_number() over () as i, %2$s as k, %3$s as r,'
                ' %7$s as kept%4$s from %5$s as x) as x where x.kept) as b'
                ' full join (select x.*, %8$s as place from (select true as here, row_number() over () as i, %2$s as k, %3$s as r,'
                ' %7$s as kept%4$s from %6$s as x) as x where x.kept) as a on a.place %9$s b.place'
                ' where a.here is null or b.here is null or a.r *<> b.r',
                chosen, key, whole, taken, was, became, kept, place, case when moved then '*=' else '=' end)
            end;
    end if;
    select coalesce(string_agg(format(', %I', c.attname), '' order by c.attnum), ''),
        coalesce(string_agg(
            format(', cast(told ->> %L as %s)', s ->> 'name', format_type(c.atttypid, c.atttypmod)), '' order by c.attnum), '')
    into settings, said
    from jsonb_array_elements(what -> 'session') as s
    join pg_attribute as c on c.attrelid = cast(companion as regclass) and c.attname = s ->> 'name' and not c.attisdropped
        and format_type(c.atttypid, c.atttypmod) = s ->> 'type';
    statement := format(
        'insert into %s (audit_operation, audit_timestamp, audit_transaction_id, audit_db_user%s%s)'
        ' select o, $1, tx, session_user%s%s from (select (select %s($2, false)) as told, (select %s()) as tx, p.*'
        ' from (%s) as p offset 0) as r', -- so that both are asked once, and not for nothing
        companion, settings, coalesce(targets, ''), said, coalesce(places, ''), '"public"."audit_trigger_told"', '"public"."audit_trigger_transaction"', changed);
    if pause is null then
        execute statement using clock_timestamp(), what, ignored, old, new;
    else
        execute statement || ' returning jsonb_build_object(''sequence'', audit_sequence)'
        into told using clock_timestamp(), what, ignored, old, new;
        perform set_config('audittrail.pauses', cast("public"."audit_trigger_object"('pauses')
            || jsonb_build_object(companion, told || jsonb_build_object('pause', pause)) as text), true);
    end if;
    return null;
end
$audit$;

alter function "public"."audit_trigger_shadow"() owner to current_user;

comment on function "public"."audit_trigger_shadow"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_shadow"() from public;

create or replace function "public"."audit_trigger_insert"() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
set extra_float_digits = 1
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
set enable_seqscan = off
as $audit$
declare
    what constant jsonb := tg_argv[0];
    at constant timestamp with time zone := clock_timestamp();
    without text[] := '{}';
    needed text;
    many boolean := false;
    was jsonb[];
    became jsonb[];
begin
    if jsonb_exists(what, 'pausable') and "public"."audit_trigger_paused"(what) is not null then
        if exists (select from audit_new) then
            perform "public"."audit_trigger_pause"(what, at);
        end if;
        return null;
    end if;
    if what -> 'without' <> '[]' then
        without := array(select jsonb_array_elements_text(what -> 'without'));
        needed := "public"."audit_trigger_needed"(what, without, tg_relid);
    end if;
    if needed is null then
        select (select array_agg(to_jsonb(x.*)) from (select * from audit_new limit 2) as x) into became;
    elsif exists (select from audit_new offset 100) then
        many := true;
    else
        execute format('select array_agg(to_jsonb(x.*)) from (select %s from audit_new as x) as x', needed) into became;
    end if;
    if not many and coalesce(cardinality(was), 0) <= 1 and coalesce(cardinality(became), 0) <= 1 then
        perform "public"."audit_trigger_one"(what, tg_relid, at, without, was[1], became[1]);
        return null;
    end if;
    declare
        masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
        veiled constant text[] := masked || array(select jsonb_array_elements_text(what -> 'veiled'));
        secret constant boolean := jsonb_exists_any(what -> 'id', veiled);
        keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
        kind constant text := what #>> '{kinds,column}';
        ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    begin
        if many then
        execute replace($insert$insert into "public"."audit_activity" (
            transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
            actor, actor_kind, via, reason, source, old_data, changed_data)
        select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), $1, r.operation,
            $2 ->> 'schema', $2 ->> 'table',
            coalesce($2 ->> 'entity', $2 #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> $3)),
            case when $4 then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), $5), $2 -> 'id')
                when length(coalesce(r.after, r.before) ->> ($2 ->> 'single')) <= 500
                    then coalesce(r.after, r.before) ->> ($2 ->> 'single')
                else "public"."audit_trigger_id"(coalesce(r.after, r.before), $2 -> 'id') end, -- as most are; functions cost
            case r.operation when 'TRUNCATE' then 'partition ' || ($2 ->> 'partition')
                else coalesce(r.after, r.before) ->> ($2 ->> 'label') end,
            r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
            case when $6 = '{}' then coalesce(r.before, '{}') - $7
                else "public"."audit_trigger_shown"(coalesce(r.before, '{}') - $7, $6) end,
            case when $6 = '{}' and r.operation = 'INSERT' then r.after - $7
                else "public"."audit_trigger_shown"(case r.operation when 'UPDATE' then "public"."audit_trigger_changed"(r.before - $7, r.after - $7)
                    else coalesce(r.after, '{}') - $7 end, $6) end
        from (
            select (select "public"."audit_trigger_open"($2, $1)) as now, p.*
            from (
                select 'INSERT' as operation, cast(null as jsonb) as before, a.data as after from (select o.* from (select to_jsonb(x.*) as data, row_number() over () as i from (select {needed} from audit_new as x) as x offset 0) as o where not coalesce(jsonb_exists($8, rtrim(o.data ->> $3)), false)) as a
            ) as p
            offset 0 -- so that the transaction is opened once, and not for nothing
        ) as r$insert$, '{needed}', needed) using at, what, kind, secret, veiled, masked, without, ignored;
        else
        insert into "public"."audit_activity" (
            transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
            actor, actor_kind, via, reason, source, old_data, changed_data)
        select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
            what ->> 'schema', what ->> 'table',
            coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
            case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), veiled), what -> 'id')
                when length(coalesce(r.after, r.before) ->> (what ->> 'single')) <= 500
                    then coalesce(r.after, r.before) ->> (what ->> 'single')
                else "public"."audit_trigger_id"(coalesce(r.after, r.before), what -> 'id') end, -- as most are; functions cost
            case r.operation when 'TRUNCATE' then 'partition ' || (what ->> 'partition')
                else coalesce(r.after, r.before) ->> (what ->> 'label') end,
            r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
            case when masked = '{}' then coalesce(r.before, '{}') - without
                else "public"."audit_trigger_shown"(coalesce(r.before, '{}') - without, masked) end,
            case when masked = '{}' and r.operation = 'INSERT' then r.after - without
                else "public"."audit_trigger_shown"(case r.operation when 'UPDATE' then "public"."audit_trigger_changed"(r.before - without, r.after - without)
                    else coalesce(r.after, '{}') - without end, masked) end
        from (
            select (select "public"."audit_trigger_open"(what, at)) as now, p.*
            from (
                select 'INSERT' as operation, cast(null as jsonb) as before, a.data as after from (select o.* from (select x.data, x.i from (select to_jsonb(x.*) as data, row_number() over () as i from audit_new as x) as x where needed is null union all select u.data, u.i from unnest(became) with ordinality as u (data, i) where needed is not null offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as a
            ) as p
            offset 0 -- so that the transaction is opened once, and not for nothing
        ) as r;
        end if;
    end;

    return null;
end
$audit$;

alter function "public"."audit_trigger_insert"() owner to current_user;

comment on function "public"."audit_trigger_insert"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_insert"() from public;

create or replace function "public"."audit_trigger_update"() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
set extra_float_digits = 1
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
set enable_seqscan = off
as $audit$
declare
    what constant jsonb := tg_argv[0];
    at constant timestamp with time zone := clock_timestamp();
    without text[] := '{}';
    needed text;
    many boolean := false;
    was jsonb[];
    became jsonb[];
begin
    if jsonb_exists(what, 'pausable') and "public"."audit_trigger_paused"(what) is not null then
        if exists (select from audit_new) then
            perform "public"."audit_trigger_pause"(what, at);
        end if;
        return null;
    end if;
    if what -> 'without' <> '[]' then
        without := array(select jsonb_array_elements_text(what -> 'without'));
        needed := "public"."audit_trigger_needed"(what, without, tg_relid);
    end if;
    if needed is null then
        select (select array_agg(to_jsonb(x.*)) from (select * from audit_old limit 2) as x), (select array_agg(to_jsonb(x.*)) from (select * from audit_new limit 2) as x) into was, became;
    elsif exists (select from audit_old offset 100) then
        many := true;
    else
        execute format('select array_agg(to_jsonb(x.*)) from (select %s from audit_old as x) as x', needed) into was;
        execute format('select array_agg(to_jsonb(x.*)) from (select %s from audit_new as x) as x', needed) into became;
    end if;
    if not many and coalesce(cardinality(was), 0) <= 1 and coalesce(cardinality(became), 0) <= 1 then
        perform "public"."audit_trigger_one"(what, tg_relid, at, without, was[1], became[1]);
        return null;
    end if;
    declare
        masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
        veiled constant text[] := masked || array(select jsonb_array_elements_text(what -> 'veiled'));
        secret constant boolean := jsonb_exists_any(what -> 'id', veiled);
        keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
        kind constant text := what #>> '{kinds,column}';
        ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    begin
        if many then
        execute replace($insert$insert into "public"."audit_activity" (
            transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
            actor, actor_kind, via, reason, source, old_data, changed_data)
        select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), $1, r.operation,
            $2 ->> 'schema', $2 ->> 'table',
            coalesce($2 ->> 'entity', $2 #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> $3)),
            case when $4 then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), $5), $2 -> 'id')
                when length(coalesce(r.after, r.before) ->> ($2 ->> 'single')) <= 500
                    then coalesce(r.after, r.before) ->> ($2 ->> 'single')
                else "public"."audit_trigger_id"(coalesce(r.after, r.before), $2 -> 'id') end, -- as most are; functions cost
            case r.operation when 'TRUNCATE' then 'partition ' || ($2 ->> 'partition')
                else coalesce(r.after, r.before) ->> ($2 ->> 'label') end,
            r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
            case when $6 = '{}' then coalesce(r.before, '{}') - $7
                else "public"."audit_trigger_shown"(coalesce(r.before, '{}') - $7, $6) end,
            case when $6 = '{}' and r.operation = 'INSERT' then r.after - $7
                else "public"."audit_trigger_shown"(case r.operation when 'UPDATE' then "public"."audit_trigger_changed"(r.before - $7, r.after - $7)
                    else coalesce(r.after, '{}') - $7 end, $6) end
        from (
            select (select "public"."audit_trigger_open"($2, $1)) as now, p.*
            from (
                with p as materialized (select b.data as before, a.data as after, coalesce(b.i, a.i) as i, case cardinality($8) when 1 then coalesce(b.data -> $8[1] <> a.data -> $8[1], true) else exists (select from unnest($8) as k where coalesce(b.data -> k <> a.data -> k, true)) end as moved from (select o.* from (select to_jsonb(x.*) as data, row_number() over () as i from (select {needed} from audit_old as x) as x offset 0) as o where not coalesce(jsonb_exists($9, rtrim(o.data ->> $3)), false)) as b full join (select o.* from (select to_jsonb(x.*) as data, row_number() over () as i from (select {needed} from audit_new as x) as x offset 0) as o where not coalesce(jsonb_exists($9, rtrim(o.data ->> $3)), false)) as a on a.i = b.i), m as materialized (select coalesce(bool_or(p.moved), false) as moved from p) select 'UPDATE' as operation, b.data as before, a.data as after from p, lateral (select p.before as data) as b, lateral (select p.after as data) as a where not (select m.moved from m) and b.data - $7 is distinct from a.data - $7 union all select case when b.data is null then 'INSERT' when a.data is null then 'DELETE' else 'UPDATE' end as operation, b.data as before, a.data as after from (select o.*, row_number() over (partition by o.key order by o.i) as nth from (select o.data, o.i, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest($8) as k) as key from (select p.before as data, p.i from p where p.before is not null and (select m.moved from m)) as o) as o) as b full join (select o.*, row_number() over (partition by o.key order by o.i) as nth from (select o.data, o.i, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest($8) as k) as key from (select p.after as data, p.i from p where p.after is not null and (select m.moved from m)) as o) as o) as a on a.key = b.key and a.nth = b.nth where b.data - $7 is distinct from a.data - $7
            ) as p
            offset 0 -- so that the transaction is opened once, and not for nothing
        ) as r$insert$, '{needed}', needed) using at, what, kind, secret, veiled, masked, without, keys, ignored;
        else
        insert into "public"."audit_activity" (
            transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
            actor, actor_kind, via, reason, source, old_data, changed_data)
        select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
            what ->> 'schema', what ->> 'table',
            coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
            case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), veiled), what -> 'id')
                when length(coalesce(r.after, r.before) ->> (what ->> 'single')) <= 500
                    then coalesce(r.after, r.before) ->> (what ->> 'single')
                else "public"."audit_trigger_id"(coalesce(r.after, r.before), what -> 'id') end, -- as most are; functions cost
            case r.operation when 'TRUNCATE' then 'partition ' || (what ->> 'partition')
                else coalesce(r.after, r.before) ->> (what ->> 'label') end,
            r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
            case when masked = '{}' then coalesce(r.before, '{}') - without
                else "public"."audit_trigger_shown"(coalesce(r.before, '{}') - without, masked) end,
            case when masked = '{}' and r.operation = 'INSERT' then r.after - without
                else "public"."audit_trigger_shown"(case r.operation when 'UPDATE' then "public"."audit_trigger_changed"(r.before - without, r.after - without)
                    else coalesce(r.after, '{}') - without end, masked) end
        from (
            select (select "public"."audit_trigger_open"(what, at)) as now, p.*
            from (
                with p as materialized (select b.data as before, a.data as after, coalesce(b.i, a.i) as i, case cardinality(keys) when 1 then coalesce(b.data -> keys[1] <> a.data -> keys[1], true) else exists (select from unnest(keys) as k where coalesce(b.data -> k <> a.data -> k, true)) end as moved from (select o.* from (select x.data, x.i from (select to_jsonb(x.*) as data, row_number() over () as i from audit_old as x) as x where needed is null union all select u.data, u.i from unnest(was) with ordinality as u (data, i) where needed is not null offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as b full join (select o.* from (select x.data, x.i from (select to_jsonb(x.*) as data, row_number() over () as i from audit_new as x) as x where needed is null union all select u.data, u.i from unnest(became) with ordinality as u (data, i) where needed is not null offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as a on a.i = b.i), m as materialized (select coalesce(bool_or(p.moved), false) as moved from p) select 'UPDATE' as operation, b.data as before, a.data as after from p, lateral (select p.before as data) as b, lateral (select p.after as data) as a where not (select m.moved from m) and b.data - without is distinct from a.data - without union all select case when b.data is null then 'INSERT' when a.data is null then 'DELETE' else 'UPDATE' end as operation, b.data as before, a.data as after from (select o.*, row_number() over (partition by o.key order by o.i) as nth from (select o.data, o.i, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest(keys) as k) as key from (select p.before as data, p.i from p where p.before is not null and (select m.moved from m)) as o) as o) as b full join (select o.*, row_number() over (partition by o.key order by o.i) as nth from (select o.data, o.i, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest(keys) as k) as key from (select p.after as data, p.i from p where p.after is not null and (select m.moved from m)) as o) as o) as a on a.key = b.key and a.nth = b.nth where b.data - without is distinct from a.data - without
            ) as p
            offset 0 -- so that the transaction is opened once, and not for nothing
        ) as r;
        end if;
    end;

    return null;
end
$audit$;

alter function "public"."audit_trigger_update"() owner to current_user;

comment on function "public"."audit_trigger_update"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_update"() from public;

create or replace function "public"."audit_trigger_delete"() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
set extra_float_digits = 1
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
set enable_seqscan = off
as $audit$
declare
    what constant jsonb := tg_argv[0];
    at constant timestamp with time zone := clock_timestamp();
    without text[] := '{}';
    needed text;
    many boolean := false;
    was jsonb[];
    became jsonb[];
begin
    if jsonb_exists(what, 'pausable') and "public"."audit_trigger_paused"(what) is not null then
        if exists (select from audit_old) then
            perform "public"."audit_trigger_pause"(what, at);
        end if;
        return null;
    end if;
    if what -> 'without' <> '[]' then
        without := array(select jsonb_array_elements_text(what -> 'without'));
        needed := "public"."audit_trigger_needed"(what, without, tg_relid);
    end if;
    if needed is null then
        select (select array_agg(to_jsonb(x.*)) from (select * from audit_old limit 2) as x) into was;
    elsif exists (select from audit_old offset 100) then
        many := true;
    else
        execute format('select array_agg(to_jsonb(x.*)) from (select %s from audit_old as x) as x', needed) into was;
    end if;
    if not many and coalesce(cardinality(was), 0) <= 1 and coalesce(cardinality(became), 0) <= 1 then
        perform "public"."audit_trigger_one"(what, tg_relid, at, without, was[1], became[1]);
        return null;
    end if;
    declare
        masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
        veiled constant text[] := masked || array(select jsonb_array_elements_text(what -> 'veiled'));
        secret constant boolean := jsonb_exists_any(what -> 'id', veiled);
        keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
        kind constant text := what #>> '{kinds,column}';
        ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    begin
        if many then
        execute replace($insert$insert into "public"."audit_activity" (
            transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
            actor, actor_kind, via, reason, source, old_data, changed_data)
        select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), $1, r.operation,
            $2 ->> 'schema', $2 ->> 'table',
            coalesce($2 ->> 'entity', $2 #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> $3)),
            case when $4 then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), $5), $2 -> 'id')
                when length(coalesce(r.after, r.before) ->> ($2 ->> 'single')) <= 500
                    then coalesce(r.after, r.before) ->> ($2 ->> 'single')
                else "public"."audit_trigger_id"(coalesce(r.after, r.before), $2 -> 'id') end, -- as most are; functions cost
            case r.operation when 'TRUNCATE' then 'partition ' || ($2 ->> 'partition')
                else coalesce(r.after, r.before) ->> ($2 ->> 'label') end,
            r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
            case when $6 = '{}' then coalesce(r.before, '{}') - $7
                else "public"."audit_trigger_shown"(coalesce(r.before, '{}') - $7, $6) end,
            case when $6 = '{}' and r.operation = 'INSERT' then r.after - $7
                else "public"."audit_trigger_shown"(case r.operation when 'UPDATE' then "public"."audit_trigger_changed"(r.before - $7, r.after - $7)
                    else coalesce(r.after, '{}') - $7 end, $6) end
        from (
            select (select "public"."audit_trigger_open"($2, $1)) as now, p.*
            from (
                select 'DELETE' as operation, b.data as before, cast(null as jsonb) as after from (select o.* from (select to_jsonb(x.*) as data, row_number() over () as i from (select {needed} from audit_old as x) as x offset 0) as o where not coalesce(jsonb_exists($8, rtrim(o.data ->> $3)), false)) as b
            ) as p
            offset 0 -- so that the transaction is opened once, and not for nothing
        ) as r$insert$, '{needed}', needed) using at, what, kind, secret, veiled, masked, without, ignored;
        else
        insert into "public"."audit_activity" (
            transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
            actor, actor_kind, via, reason, source, old_data, changed_data)
        select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
            what ->> 'schema', what ->> 'table',
            coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
            case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), veiled), what -> 'id')
                when length(coalesce(r.after, r.before) ->> (what ->> 'single')) <= 500
                    then coalesce(r.after, r.before) ->> (what ->> 'single')
                else "public"."audit_trigger_id"(coalesce(r.after, r.before), what -> 'id') end, -- as most are; functions cost
            case r.operation when 'TRUNCATE' then 'partition ' || (what ->> 'partition')
                else coalesce(r.after, r.before) ->> (what ->> 'label') end,
            r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
            case when masked = '{}' then coalesce(r.before, '{}') - without
                else "public"."audit_trigger_shown"(coalesce(r.before, '{}') - without, masked) end,
            case when masked = '{}' and r.operation = 'INSERT' then r.after - without
                else "public"."audit_trigger_shown"(case r.operation when 'UPDATE' then "public"."audit_trigger_changed"(r.before - without, r.after - without)
                    else coalesce(r.after, '{}') - without end, masked) end
        from (
            select (select "public"."audit_trigger_open"(what, at)) as now, p.*
            from (
                select 'DELETE' as operation, b.data as before, cast(null as jsonb) as after from (select o.* from (select x.data, x.i from (select to_jsonb(x.*) as data, row_number() over () as i from audit_old as x) as x where needed is null union all select u.data, u.i from unnest(was) with ordinality as u (data, i) where needed is not null offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as b
            ) as p
            offset 0 -- so that the transaction is opened once, and not for nothing
        ) as r;
        end if;
    end;

    return null;
end
$audit$;

alter function "public"."audit_trigger_delete"() owner to current_user;

comment on function "public"."audit_trigger_delete"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_delete"() from public;

create or replace function "public"."audit_trigger_row"() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
set extra_float_digits = 1
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
set enable_seqscan = off
as $audit$
declare
    what constant jsonb := tg_argv[0];
    at constant timestamp with time zone := clock_timestamp();
    without text[] := '{}';
    needed text;
    many boolean := false;
    was jsonb[];
    became jsonb[];
begin
    if jsonb_exists(what, 'pausable') and "public"."audit_trigger_paused"(what) is not null then
        if true then
            perform "public"."audit_trigger_pause"(what, at);
        end if;
        return null;
    end if;
    if what -> 'without' <> '[]' then
        without := array(select jsonb_array_elements_text(what -> 'without'));
        needed := "public"."audit_trigger_needed"(what, without, tg_relid);
    end if;
if needed is null then
    was := array[to_jsonb(old)];
    became := array[to_jsonb(new)];
else
    if tg_op <> 'INSERT' then
        execute format('select array[to_jsonb(r.*)] from (select %s from (select ($1).*) as x) as r', needed) into was using old;
    end if;
    if tg_op <> 'DELETE' then
        execute format('select array[to_jsonb(r.*)] from (select %s from (select ($1).*) as x) as r', needed) into became using new;
    end if;
end if;
perform "public"."audit_trigger_one"(what, tg_relid, at, without, was[1], became[1]);
    return null;
end
$audit$;

alter function "public"."audit_trigger_row"() owner to current_user;

comment on function "public"."audit_trigger_row"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_row"() from public;

create or replace function "public"."audit_trigger_truncate"() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
set extra_float_digits = 1
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
set enable_seqscan = off
as $audit$
declare
    what constant jsonb := tg_argv[0];
    at constant timestamp with time zone := clock_timestamp();
    without text[] := '{}';
    needed text;
    many boolean := false;
    was jsonb[];
    became jsonb[];
begin
    if jsonb_exists(what, 'pausable') and "public"."audit_trigger_paused"(what) is not null then
        if true then
            perform "public"."audit_trigger_pause"(what, at);
        end if;
        return null;
    end if;
    if what -> 'without' <> '[]' then
        without := array(select jsonb_array_elements_text(what -> 'without'));
        needed := "public"."audit_trigger_needed"(what, without, tg_relid);
    end if;
    declare
        masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
        veiled constant text[] := masked || array(select jsonb_array_elements_text(what -> 'veiled'));
        secret constant boolean := jsonb_exists_any(what -> 'id', veiled);
        keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
        kind constant text := what #>> '{kinds,column}';
        ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    begin
            insert into "public"."audit_activity" (
            transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
            actor, actor_kind, via, reason, source, old_data, changed_data)
        select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
            what ->> 'schema', what ->> 'table',
            coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
            case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), veiled), what -> 'id')
                when length(coalesce(r.after, r.before) ->> (what ->> 'single')) <= 500
                    then coalesce(r.after, r.before) ->> (what ->> 'single')
                else "public"."audit_trigger_id"(coalesce(r.after, r.before), what -> 'id') end, -- as most are; functions cost
            case r.operation when 'TRUNCATE' then 'partition ' || (what ->> 'partition')
                else coalesce(r.after, r.before) ->> (what ->> 'label') end,
            r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
            case when masked = '{}' then coalesce(r.before, '{}') - without
                else "public"."audit_trigger_shown"(coalesce(r.before, '{}') - without, masked) end,
            case when masked = '{}' and r.operation = 'INSERT' then r.after - without
                else "public"."audit_trigger_shown"(case r.operation when 'UPDATE' then "public"."audit_trigger_changed"(r.before - without, r.after - without)
                    else coalesce(r.after, '{}') - without end, masked) end
        from (
            select (select "public"."audit_trigger_open"(what, at)) as now, p.*
            from (
                select 'TRUNCATE' as operation, cast(null as jsonb) as before, cast(null as jsonb) as after where not (jsonb_exists(what, 'partition') and exists (select from (select e.id, e.transaction_id from "public"."audit_activity" as e where e.operation = 'TRUNCATE' and e.table_schema = what ->> 'schema' and e.table_name = what ->> 'table' and e.label is null order by e.id desc limit 1) as e join "public"."audit_transaction" as t on t.id = e.transaction_id where t.native_id = cast(cast(pg_current_xact_id() as text) as bigint) and not exists (select from "public"."audit_activity" as l where l.id > e.id and l.table_schema = what ->> 'schema' and l.table_name = what ->> 'table')))
            ) as p
            offset 0 -- so that the transaction is opened once, and not for nothing
        ) as r;
    end;

    return null;
end
$audit$;

alter function "public"."audit_trigger_truncate"() owner to current_user;

comment on function "public"."audit_trigger_truncate"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_truncate"() from public;

create or replace function "public"."audit_trigger_required"(arguments text[])
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $audit$
begin
    if array_position(arguments, null) is not null then
        raise exception 'Argument % is null', array_position(arguments, null)
            using errcode = 'null_value_not_allowed';
    end if;
end
$audit$;

alter function "public"."audit_trigger_required"(text[]) owner to current_user;

comment on function "public"."audit_trigger_required"(text[]) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_required"(text[]) from public;

create or replace function "public"."audit_trigger_rename_table"(table_schema text, table_name text, new_schema text, new_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    select "public"."audit_trigger_required"(array[$1, $2, $3, $4]);
    with touched as (
        update "public"."audit_activity" as a set table_schema = $3, table_name = $4
        where a.source = 'trigger' and a.table_schema = $1 and a.table_name = $2 and ($1, $2) is distinct from ($3, $4)
        returning 1)
    select count(*) from touched
$audit$;

alter function "public"."audit_trigger_rename_table"(text, text, text, text) owner to current_user;

comment on function "public"."audit_trigger_rename_table"(text, text, text, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_rename_table"(text, text, text, text) from public;

create or replace function "public"."audit_trigger_rename_column"(table_schema text, table_name text, column_name text, new_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    select "public"."audit_trigger_required"(array[$1, $2, $3, $4]);
    with touched as (
        update "public"."audit_activity" as a set
            old_data = case when jsonb_exists(a.old_data, $3)
                then (a.old_data - $3) || jsonb_build_object($4, a.old_data -> $3) else a.old_data end,
            changed_data = case when jsonb_exists(a.changed_data, $3)
                then (a.changed_data - $3) || jsonb_build_object($4, a.changed_data -> $3) else a.changed_data end
        where a.source = 'trigger' and a.table_schema = $1 and a.table_name = $2
            and (jsonb_exists(a.old_data, $3) or jsonb_exists(a.changed_data, $3))
            and not jsonb_exists(a.old_data, $4) and not jsonb_exists(a.changed_data, $4)
        returning 1)
    select count(*) from touched
$audit$;

alter function "public"."audit_trigger_rename_column"(text, text, text, text) owner to current_user;

comment on function "public"."audit_trigger_rename_column"(text, text, text, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_rename_column"(text, text, text, text) from public;

create or replace function "public"."audit_trigger_add_column"(
    table_schema text, table_name text, column_name text, value jsonb default null)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    select "public"."audit_trigger_required"(array[$1, $2, $3]);
    with touched as (
        update "public"."audit_activity" as a set
            old_data = case when a.operation = 'INSERT' then a.old_data
                else jsonb_build_object($3, coalesce($4, 'null')) || a.old_data end,
            changed_data = case when a.operation = 'INSERT'
                then jsonb_build_object($3, coalesce($4, 'null')) || a.changed_data else a.changed_data end
        where a.source = 'trigger' and a.table_schema = $1 and a.table_name = $2
            and a.operation in ('INSERT', 'UPDATE', 'DELETE')
            and not jsonb_exists(case when a.operation = 'INSERT' then a.changed_data else a.old_data end, $3)
        returning 1)
    select count(*) from touched
$audit$;

alter function "public"."audit_trigger_add_column"(text, text, text, jsonb) owner to current_user;

comment on function "public"."audit_trigger_add_column"(text, text, text, jsonb) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_add_column"(text, text, text, jsonb) from public;

create or replace function "public"."audit_trigger_drop_column"(table_schema text, table_name text, column_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    select "public"."audit_trigger_required"(array[$1, $2, $3]);
    with touched as (
        update "public"."audit_activity" as a set old_data = a.old_data - $3, changed_data = a.changed_data - $3
        where a.source = 'trigger' and a.table_schema = $1 and a.table_name = $2
            and (jsonb_exists(a.old_data, $3) or jsonb_exists(a.changed_data, $3))
        returning 1)
    select count(*) from touched
$audit$;

alter function "public"."audit_trigger_drop_column"(text, text, text) owner to current_user;

comment on function "public"."audit_trigger_drop_column"(text, text, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_drop_column"(text, text, text) from public;

create or replace function "public"."audit_trigger_convert_column"(
    table_schema text, table_name text, column_name text, new_type regtype)
returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
as $audit$
declare
    is_text constant boolean := (select t.typcategory = 'S' from pg_type as t where t.oid = new_type);
    is_json constant boolean := new_type in (cast('json' as regtype), cast('jsonb' as regtype));
begin
    perform "public"."audit_trigger_required"(array[table_schema, table_name, column_name, cast(new_type as text)]);
    return "public"."audit_trigger_convert_each"(
        table_schema, table_name, column_name,
        format('to_jsonb(cast(v #>> ''{}'' as %s))', format_type(new_type, null)),
        case
            when is_text then 'true'
            when is_json then 'jsonb_typeof(v) = ''string'' and v #>> ''{}'' ~ ''^\s*[\[{]'''
            else 'jsonb_typeof(v) not in (''array'', ''object'')' end);
end
$audit$;

alter function "public"."audit_trigger_convert_column"(text, text, text, regtype) owner to current_user;

comment on function "public"."audit_trigger_convert_column"(text, text, text, regtype) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_convert_column"(text, text, text, regtype) from public;

create or replace function "public"."audit_trigger_convert_column"(
    table_schema text, table_name text, column_name text, conversion regprocedure, json_type text)
returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $audit$
begin
    perform "public"."audit_trigger_required"(array[table_schema, table_name, column_name, cast(conversion as text)]);
    if not exists (
        select from pg_proc as p
        where p.oid = conversion and p.prokind = 'f' and p.prorettype = cast('jsonb' as regtype) and not p.proretset
            and p.pronargs = 1 and p.proargtypes[0] = cast('jsonb' as regtype))
    then
        raise exception '% does not take and return jsonb', conversion using errcode = 'invalid_parameter_value';
    end if;
    if json_type not in ('string', 'number', 'boolean', 'array', 'object') then
        raise exception '% is no type of JSON', json_type using errcode = 'invalid_parameter_value';
    end if;
    return "public"."audit_trigger_convert_each"(
        table_schema, table_name, column_name, format('%s(v)', cast(conversion as regproc)),
        case when json_type is null then 'true' else format('jsonb_typeof(v) <> %L', json_type) end);
end
$audit$;

alter function "public"."audit_trigger_convert_column"(text, text, text, regprocedure, text) owner to current_user;

comment on function "public"."audit_trigger_convert_column"(text, text, text, regprocedure, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_convert_column"(text, text, text, regprocedure, text) from public;

create or replace function "public"."audit_trigger_convert_each"(
    table_schema text, table_name text, column_name text, conversion text, condition text)
returns bigint
language plpgsql volatile
as $audit$
declare
    touched bigint;
begin
    execute format($sql$
        update "public"."audit_activity" as a set old_data = c.old_data, changed_data = c.changed_data
        from (
            select r.id,
                case when o.v is null then r.old_data else r.old_data || jsonb_build_object($3, o.v) end as old_data,
                case when n.v is null then r.changed_data
                    else r.changed_data || jsonb_build_object($3, n.v) end as changed_data
            from "public"."audit_activity" as r
            left join lateral (
                select case when v not in ('null', '"[masked]"') and %1$s then %2$s end as v
                from (select r.old_data -> $3 as v offset 0) as x) as o on true
            left join lateral (
                select case when v not in ('null', '"[masked]"') and %1$s then %2$s end as v
                from (select r.changed_data -> $3 as v offset 0) as x) as n on true
            where r.source = 'trigger' and r.table_schema = $1 and r.table_name = $2
                and (jsonb_exists(r.old_data, $3) or jsonb_exists(r.changed_data, $3))
            offset 0) as c
        where a.id = c.id and (cast(a.old_data as text), cast(a.changed_data as text))
            is distinct from (cast(c.old_data as text), cast(c.changed_data as text))
        $sql$, condition, conversion) using table_schema, table_name, column_name;
    get diagnostics touched = row_count;
    return touched;
end
$audit$;

alter function "public"."audit_trigger_convert_each"(text, text, text, text, text) owner to current_user;

comment on function "public"."audit_trigger_convert_each"(text, text, text, text, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_convert_each"(text, text, text, text, text) from public;

create or replace trigger "audit_insert" after insert on "public"."account" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"account","entity":"Account","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["active","id","project_id","resource_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."account" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"account","entity":"Account","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["active","id","project_id","resource_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."account" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"account","entity":"Account","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["active","id","project_id","resource_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."account" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"account","entity":"Account","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["active","id","project_id","resource_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."allocation" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"allocation","entity":"Allocation","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","end_date","id","parent_id","start_date"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."allocation" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"allocation","entity":"Allocation","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","end_date","id","parent_id","start_date"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."allocation" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"allocation","entity":"Allocation","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","end_date","id","parent_id","start_date"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."allocation" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"allocation","entity":"Allocation","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","end_date","id","parent_id","start_date"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."allocation_transaction" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"allocation_transaction","entity":"AllocationTransaction","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","booked_at","id","type"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."allocation_transaction" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"allocation_transaction","entity":"AllocationTransaction","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","booked_at","id","type"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."allocation_transaction" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"allocation_transaction","entity":"AllocationTransaction","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","booked_at","id","type"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."allocation_transaction" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"allocation_transaction","entity":"AllocationTransaction","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","booked_at","id","type"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."charge_adjustment" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"charge_adjustment","entity":"ChargeAdjustment","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","comment","id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."charge_adjustment" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"charge_adjustment","entity":"ChargeAdjustment","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","comment","id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."charge_adjustment" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"charge_adjustment","entity":"ChargeAdjustment","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","comment","id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."charge_adjustment" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"charge_adjustment","entity":"ChargeAdjustment","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["account_id","amount","comment","id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."resource" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"resource","entity":"Resource","key":["id"],"id":{"id":"id"},"single":"id","label":"name","without":[],"masked":[],"known":["id","name"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."resource" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"resource","entity":"Resource","key":["id"],"id":{"id":"id"},"single":"id","label":"name","without":[],"masked":[],"known":["id","name"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."resource" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"resource","entity":"Resource","key":["id"],"id":{"id":"id"},"single":"id","label":"name","without":[],"masked":[],"known":["id","name"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."resource" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"resource","entity":"Resource","key":["id"],"id":{"id":"id"},"single":"id","label":"name","without":[],"masked":[],"known":["id","name"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."compute_resource" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"compute_resource","entity":"ComputeResource","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["cores","id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."compute_resource" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"compute_resource","entity":"ComputeResource","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["cores","id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."compute_resource" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"compute_resource","entity":"ComputeResource","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["cores","id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."compute_resource" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"compute_resource","entity":"ComputeResource","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["cores","id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."contract" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"contract","entity":"Contract","key":["id"],"id":{"id":"id"},"single":"id","label":"number","without":[],"masked":[],"known":["end_date","id","number","project_id","sponsor_id","start_date"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."contract" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"contract","entity":"Contract","key":["id"],"id":{"id":"id"},"single":"id","label":"number","without":[],"masked":[],"known":["end_date","id","number","project_id","sponsor_id","start_date"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."contract" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"contract","entity":"Contract","key":["id"],"id":{"id":"id"},"single":"id","label":"number","without":[],"masked":[],"known":["end_date","id","number","project_id","sponsor_id","start_date"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."contract" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"contract","entity":"Contract","key":["id"],"id":{"id":"id"},"single":"id","label":"number","without":[],"masked":[],"known":["end_date","id","number","project_id","sponsor_id","start_date"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."email_address" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"email_address","entity":"EmailAddress","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["address","id","user_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."email_address" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"email_address","entity":"EmailAddress","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["address","id","user_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."email_address" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"email_address","entity":"EmailAddress","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["address","id","user_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."email_address" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"email_address","entity":"EmailAddress","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["address","id","user_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."organization" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"organization","entity":"Organization","key":["id"],"id":{"id":"id"},"single":"id","label":"acronym","without":[],"masked":[],"known":["acronym","id","name","parent_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."organization" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"organization","entity":"Organization","key":["id"],"id":{"id":"id"},"single":"id","label":"acronym","without":[],"masked":[],"known":["acronym","id","name","parent_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."organization" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"organization","entity":"Organization","key":["id"],"id":{"id":"id"},"single":"id","label":"acronym","without":[],"masked":[],"known":["acronym","id","name","parent_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."organization" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"organization","entity":"Organization","key":["id"],"id":{"id":"id"},"single":"id","label":"acronym","without":[],"masked":[],"known":["acronym","id","name","parent_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."project" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"project","entity":"Project","key":["id"],"id":{"id":"id"},"single":"id","label":"projcode","without":[],"masked":[],"known":["abstract_text","active","id","lead_id","parent_id","projcode","title"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."project" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"project","entity":"Project","key":["id"],"id":{"id":"id"},"single":"id","label":"projcode","without":[],"masked":[],"known":["abstract_text","active","id","lead_id","parent_id","projcode","title"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."project" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"project","entity":"Project","key":["id"],"id":{"id":"id"},"single":"id","label":"projcode","without":[],"masked":[],"known":["abstract_text","active","id","lead_id","parent_id","projcode","title"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."project" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"project","entity":"Project","key":["id"],"id":{"id":"id"},"single":"id","label":"projcode","without":[],"masked":[],"known":["abstract_text","active","id","lead_id","parent_id","projcode","title"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."project_members" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"project_members","entity":null,"key":["project_id","members_id"],"id":{"members_id":"members_id","project_id":"project_id"},"veiled":[],"label":null,"without":[],"masked":[],"known":["members_id","project_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."project_members" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"project_members","entity":null,"key":["project_id","members_id"],"id":{"members_id":"members_id","project_id":"project_id"},"veiled":[],"label":null,"without":[],"masked":[],"known":["members_id","project_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."project_members" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"project_members","entity":null,"key":["project_id","members_id"],"id":{"members_id":"members_id","project_id":"project_id"},"veiled":[],"label":null,"without":[],"masked":[],"known":["members_id","project_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."project_members" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"project_members","entity":null,"key":["project_id","members_id"],"id":{"members_id":"members_id","project_id":"project_id"},"veiled":[],"label":null,"without":[],"masked":[],"known":["members_id","project_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."project_code" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"project_code","entity":"ProjectCode","key":["facility","prefix"],"id":{"facility":"facility","prefix":"prefix"},"label":null,"without":[],"masked":[],"known":["digits","facility","prefix"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."project_code" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"project_code","entity":"ProjectCode","key":["facility","prefix"],"id":{"facility":"facility","prefix":"prefix"},"label":null,"without":[],"masked":[],"known":["digits","facility","prefix"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."project_code" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"project_code","entity":"ProjectCode","key":["facility","prefix"],"id":{"facility":"facility","prefix":"prefix"},"label":null,"without":[],"masked":[],"known":["digits","facility","prefix"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."project_code" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"project_code","entity":"ProjectCode","key":["facility","prefix"],"id":{"facility":"facility","prefix":"prefix"},"label":null,"without":[],"masked":[],"known":["digits","facility","prefix"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."role" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"role","entity":"Role","key":["id"],"id":{"id":"id"},"single":"id","label":"name","without":[],"masked":[],"known":["id","name"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."role" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"role","entity":"Role","key":["id"],"id":{"id":"id"},"single":"id","label":"name","without":[],"masked":[],"known":["id","name"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."role" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"role","entity":"Role","key":["id"],"id":{"id":"id"},"single":"id","label":"name","without":[],"masked":[],"known":["id","name"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."role" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"role","entity":"Role","key":["id"],"id":{"id":"id"},"single":"id","label":"name","without":[],"masked":[],"known":["id","name"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."storage_resource" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"storage_resource","entity":"StorageResource","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["id","terabytes"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."storage_resource" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"storage_resource","entity":"StorageResource","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["id","terabytes"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."storage_resource" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"storage_resource","entity":"StorageResource","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["id","terabytes"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."storage_resource" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"storage_resource","entity":"StorageResource","key":["id"],"id":{"id":"id"},"single":"id","label":null,"without":[],"masked":[],"known":["id","terabytes"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."users" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"users","entity":"User","key":["id"],"id":{"id":"id"},"single":"id","label":"username","without":[],"masked":[],"known":["id","name","organization_id","username"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."users" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"users","entity":"User","key":["id"],"id":{"id":"id"},"single":"id","label":"username","without":[],"masked":[],"known":["id","name","organization_id","username"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."users" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"users","entity":"User","key":["id"],"id":{"id":"id"},"single":"id","label":"username","without":[],"masked":[],"known":["id","name","organization_id","username"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."users" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"users","entity":"User","key":["id"],"id":{"id":"id"},"single":"id","label":"username","without":[],"masked":[],"known":["id","name","organization_id","username"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."users_roles" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","application":"sam-web","schema":"public","table":"users_roles","entity":null,"key":["user_id","roles_id"],"id":{"roles_id":"roles_id","user_id":"user_id"},"veiled":[],"label":null,"without":[],"masked":[],"known":["roles_id","user_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."users_roles" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","application":"sam-web","schema":"public","table":"users_roles","entity":null,"key":["user_id","roles_id"],"id":{"roles_id":"roles_id","user_id":"user_id"},"veiled":[],"label":null,"without":[],"masked":[],"known":["roles_id","user_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."users_roles" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","application":"sam-web","schema":"public","table":"users_roles","entity":null,"key":["user_id","roles_id"],"id":{"roles_id":"roles_id","user_id":"user_id"},"veiled":[],"label":null,"without":[],"masked":[],"known":["roles_id","user_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."users_roles" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","application":"sam-web","schema":"public","table":"users_roles","entity":null,"key":["user_id","roles_id"],"id":{"roles_id":"roles_id","user_id":"user_id"},"veiled":[],"label":null,"without":[],"masked":[],"known":["roles_id","user_id"],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');
