-- What the triggers of audit.postgres.triggers need. Before it:
-- Column line of table "public"."audit_activity" must not be null, and rows of triggers have none.
-- There is no function "public"."audit_trigger_shown"(jsonb, text[]).
-- There is no function "public"."audit_trigger_id"(jsonb, jsonb).
-- There is no function "public"."audit_trigger_changed"(jsonb, jsonb).
-- There is no function "public"."audit_trigger_words"(text).
-- There is no function "public"."audit_trigger_masked"(jsonb, oid).
-- There is no function "public"."audit_trigger_told"(jsonb, boolean).
-- There is no function "public"."audit_trigger_transaction"().
-- There is no function "public"."audit_trigger_open"(jsonb, timestamp with time zone).
-- There is no function "public"."audit_trigger_shadow"().
-- There is no function "public"."audit_trigger_insert"().
-- There is no function "public"."audit_trigger_update"().
-- There is no function "public"."audit_trigger_delete"().
-- There is no function "public"."audit_trigger_row"().
-- There is no function "public"."audit_trigger_truncate"().
-- There is no function "public"."audit_rename_table"(text, text, text, text).
-- There is no function "public"."audit_rename_column"(text, text, text, text).
-- There is no function "public"."audit_add_column"(text, text, text, jsonb).
-- There is no function "public"."audit_drop_column"(text, text, text).
-- There is no function "public"."audit_convert_column"(text, text, text, regtype).
-- There is no function "public"."audit_convert_column"(text, text, text, regprocedure, text).
-- There is no function "public"."audit_convert_each"(text, text, text, text, text).
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
language sql immutable
as $audit$
    select data || coalesce((select jsonb_object_agg(m, '[masked]') from unnest(masked) as m where jsonb_exists(data, m)), '{}')
$audit$;

comment on function "public"."audit_trigger_shown"(jsonb, text[]) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_shown"(jsonb, text[]) from public;

create or replace function "public"."audit_trigger_id"(data jsonb, id jsonb) returns text
language sql immutable
as $audit$
    select case when length(i.text) > 500
        then 'sha256:' || encode(sha256(convert_to(i.text, 'UTF8')), 'hex') else i.text end
    from (
        select case count(*)
            when 1 then min(data ->> k.key)
            else '{' || string_agg(to_json(k.value) || ':' || to_json(data ->> k.key), ',' order by k.value collate "C") || '}'
            end as text
        from jsonb_each_text(id) as k
    ) as i
$audit$;

comment on function "public"."audit_trigger_id"(jsonb, jsonb) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_id"(jsonb, jsonb) from public;

create or replace function "public"."audit_trigger_changed"(was jsonb, became jsonb) returns jsonb
language sql immutable
as $audit$
    select coalesce(jsonb_object_agg(f.key, f.value), '{}')
    from jsonb_each(became) as f
    where was -> f.key is distinct from f.value
$audit$;

comment on function "public"."audit_trigger_changed"(jsonb, jsonb) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_changed"(jsonb, jsonb) from public;

create or replace function "public"."audit_trigger_words"(name text) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $audit$
    select ' ' || btrim(lower(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        name collate "default",
        '([[:lower:]])([[:upper:]])', E'\\1 \\2', 'g'),
        '([[:upper:]])([[:upper:]][[:lower:]])', E'\\1 \\2', 'g'),
        '([[:alpha:]])([[:digit:]])', E'\\1 \\2', 'g'),
        '([[:digit:]])([[:alpha:]])', E'\\1 \\2', 'g'),
        '[^[:alnum:]]+', ' ', 'g'))) || ' '
$audit$;

comment on function "public"."audit_trigger_words"(text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_words"(text) from public;

create or replace function "public"."audit_trigger_masked"(what jsonb, relation oid) returns text[]
language sql stable
set search_path = pg_catalog, pg_temp
as $audit$
    select array(
        select jsonb_array_elements_text(what -> 'masked')
        union
        select cast(a.attname as text)
        from pg_attribute as a
        where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
            and not jsonb_exists(what -> 'shown', cast(a.attname as text))
            and case when lower(cast(a.attname as text)) ~ (what #>> '{hidden,hint}')
                then "public"."audit_trigger_words"(cast(a.attname as text)) ~ (what #>> '{hidden,words}') end)
$audit$;

comment on function "public"."audit_trigger_masked"(jsonb, oid) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_masked"(jsonb, oid) from public;

create or replace function "public"."audit_trigger_told"(what jsonb, typed boolean) returns jsonb
language plpgsql volatile
set search_path = pg_catalog, pg_temp
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

comment on function "public"."audit_trigger_told"(jsonb, boolean) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_told"(jsonb, boolean) from public;

create or replace function "public"."audit_trigger_transaction"() returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $audit$
declare
    tx uuid := coalesce(
        nullif(current_setting('audittrail.tx', true), ''), nullif(current_setting('audittrail.outside', true), ''));
begin
    if tx is null then
        tx := gen_random_uuid();
        perform set_config('audittrail.outside', cast(tx as text), true);
    end if;
    return tx;
end
$audit$;

comment on function "public"."audit_trigger_transaction"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_transaction"() from public;

create or replace function "public"."audit_trigger_open"(what jsonb, at timestamp with time zone) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $audit$
declare
    declared constant jsonb := "public"."audit_trigger_told"(what, true);
    told constant text := nullif(current_setting('audittrail.tx', true), '');
    tx constant uuid := "public"."audit_trigger_transaction"();
    who constant jsonb := case
        when told is null then jsonb_build_object('actor', session_user, 'kind', 'external')
        else jsonb_strip_nulls(jsonb_build_object(
            'actor', coalesce(current_setting('audittrail.actor', true), ''),
            'kind', coalesce(nullif(current_setting('audittrail.kind', true), ''), 'unknown'),
            'via', nullif(current_setting('audittrail.via', true), ''),
            'reason', nullif(current_setting('audittrail.reason', true), ''))) end;
begin
    if coalesce(current_setting('audittrail.open', true), '') <> cast(tx as text) then
        insert into "public"."audit_transaction"
            (id, native_id, unit, issued_at, actor, actor_kind, via, reason, client_address, context)
        values (
            tx, cast(cast(pg_current_xact_id() as text) as bigint), what ->> 'unit', at, who ->> 'actor', who ->> 'kind',
            who ->> 'via', who ->> 'reason',
            case when told is null then host(inet_client_addr())
                else nullif(current_setting('audittrail.address', true), '') end,
            declared || case when told is null then jsonb_build_object(
                    'outside', 'outside the application', 'application', current_setting('application_name'))
                else cast(coalesce(nullif(current_setting('audittrail.context', true), ''), '{}') as jsonb) end
                || declared);
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

comment on function "public"."audit_trigger_open"(jsonb, timestamp with time zone) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_open"(jsonb, timestamp with time zone) from public;

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
    last record;
begin
    if tg_op = 'TRUNCATE' then
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
        select coalesce(max(format('where not coalesce(rtrim(cast(x.%I as text)) = any ($3), false)', a.attname)), '')
        into kept
        from pg_attribute as a
        where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped and a.attname = kind;
        changed := case tg_op
            when 'INSERT' then format('select ''I'' as o%s from %s as x %s', taken, became, kept)
            when 'DELETE' then format('select ''D'' as o%s from %s as x %s', taken, was, kept)
            else format(
                'select case when b.here is null then ''I'' when a.here is null then ''D'' else ''U'' end as o%1$s'
                ' from (select true as here, %2$s as k, %3$s as r%4$s from %5$s as x %7$s) as b'
                ' full join (select true as here, %2$s as k, %3$s as r%4$s from %6$s as x %7$s) as a on a.k *= b.k'
                ' where a.here is null or b.here is null or a.r *<> b.r',
                chosen, key, whole, taken, was, became, kept)
            end;
    end if;
    select coalesce(string_agg(format(', %I', c.attname), '' order by c.attnum), ''),
        coalesce(string_agg(
            format(', cast(told ->> %L as %s)', s ->> 'name', format_type(c.atttypid, c.atttypmod)), '' order by c.attnum), '')
    into settings, said
    from jsonb_array_elements(what -> 'session') as s
    join pg_attribute as c on c.attrelid = cast(companion as regclass) and c.attname = s ->> 'name' and not c.attisdropped
        and format_type(c.atttypid, c.atttypmod) = s ->> 'type';
    execute format(
        'insert into %s (audit_operation, audit_timestamp, audit_transaction_id, audit_db_user%s%s)'
        ' select o, $1, tx, session_user%s%s from (select (select %s($2, false)) as told, (select %s()) as tx, p.*'
        ' from (%s) as p offset 0) as r', -- so that both are asked once, and not for nothing
        companion, settings, coalesce(targets, ''), said, coalesce(places, ''), '"public"."audit_trigger_told"', '"public"."audit_trigger_transaction"', changed)
    using clock_timestamp(), what, ignored, old, new;
    return null;
end
$audit$;

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
as $audit$
declare
    what constant jsonb := tg_argv[0];
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
    keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
    single constant text := (select min(k) from jsonb_object_keys(what -> 'id') as k having count(*) = 1);
    secret constant boolean := exists (select from jsonb_object_keys(what -> 'id') as k where k = any (masked));
    kind constant text := what #>> '{kinds,column}';
    ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    at constant timestamp with time zone := clock_timestamp();
    rows int;
begin
    insert into "public"."audit_activity" (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
        what ->> 'schema', what ->> 'table',
        coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
        case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), masked), what -> 'id')
            when length(coalesce(r.after, r.before) ->> single) <= 500 then coalesce(r.after, r.before) ->> single
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
            select 'INSERT' as operation, cast(null as jsonb) as before, a.data as after from (select o.data, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest(keys) as k) as key from (select to_jsonb(x.*) as data from audit_new as x offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as a
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
as $audit$
declare
    what constant jsonb := tg_argv[0];
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
    keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
    single constant text := (select min(k) from jsonb_object_keys(what -> 'id') as k having count(*) = 1);
    secret constant boolean := exists (select from jsonb_object_keys(what -> 'id') as k where k = any (masked));
    kind constant text := what #>> '{kinds,column}';
    ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    at constant timestamp with time zone := clock_timestamp();
    rows int;
begin
    insert into "public"."audit_activity" (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
        what ->> 'schema', what ->> 'table',
        coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
        case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), masked), what -> 'id')
            when length(coalesce(r.after, r.before) ->> single) <= 500 then coalesce(r.after, r.before) ->> single
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
            select case when b.data is null then 'INSERT' when a.data is null then 'DELETE' else 'UPDATE' end as operation, b.data as before, a.data as after from (select o.data, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest(keys) as k) as key from (select to_jsonb(x.*) as data from audit_old as x offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as b full join (select o.data, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest(keys) as k) as key from (select to_jsonb(x.*) as data from audit_new as x offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as a on a.key = b.key where b.data - without is distinct from a.data - without
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
as $audit$
declare
    what constant jsonb := tg_argv[0];
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
    keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
    single constant text := (select min(k) from jsonb_object_keys(what -> 'id') as k having count(*) = 1);
    secret constant boolean := exists (select from jsonb_object_keys(what -> 'id') as k where k = any (masked));
    kind constant text := what #>> '{kinds,column}';
    ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    at constant timestamp with time zone := clock_timestamp();
    rows int;
begin
    insert into "public"."audit_activity" (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
        what ->> 'schema', what ->> 'table',
        coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
        case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), masked), what -> 'id')
            when length(coalesce(r.after, r.before) ->> single) <= 500 then coalesce(r.after, r.before) ->> single
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
            select 'DELETE' as operation, b.data as before, cast(null as jsonb) as after from (select o.data, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest(keys) as k) as key from (select to_jsonb(x.*) as data from audit_old as x offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as b
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
as $audit$
declare
    what constant jsonb := tg_argv[0];
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
    keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
    single constant text := (select min(k) from jsonb_object_keys(what -> 'id') as k having count(*) = 1);
    secret constant boolean := exists (select from jsonb_object_keys(what -> 'id') as k where k = any (masked));
    kind constant text := what #>> '{kinds,column}';
    ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    at constant timestamp with time zone := clock_timestamp();
    rows int;
begin
    insert into "public"."audit_activity" (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
        what ->> 'schema', what ->> 'table',
        coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
        case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), masked), what -> 'id')
            when length(coalesce(r.after, r.before) ->> single) <= 500 then coalesce(r.after, r.before) ->> single
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
            select case when b.data is null then 'INSERT' when a.data is null then 'DELETE' else 'UPDATE' end as operation, b.data as before, a.data as after from (select o.data, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest(keys) as k) as key from (select to_jsonb(old) as data where tg_op <> 'INSERT' offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as b full join (select o.data, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end from unnest(keys) as k) as key from (select to_jsonb(new) as data where tg_op <> 'DELETE' offset 0) as o where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)) as a on a.key = b.key where b.data - without is distinct from a.data - without
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
as $audit$
declare
    what constant jsonb := tg_argv[0];
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := "public"."audit_trigger_masked"(what, tg_relid);
    keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
    single constant text := (select min(k) from jsonb_object_keys(what -> 'id') as k having count(*) = 1);
    secret constant boolean := exists (select from jsonb_object_keys(what -> 'id') as k where k = any (masked));
    kind constant text := what #>> '{kinds,column}';
    ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    at constant timestamp with time zone := clock_timestamp();
    rows int;
begin
    insert into "public"."audit_activity" (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), at, r.operation,
        what ->> 'schema', what ->> 'table',
        coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> kind)),
        case when secret then "public"."audit_trigger_id"("public"."audit_trigger_shown"(coalesce(r.after, r.before), masked), what -> 'id')
            when length(coalesce(r.after, r.before) ->> single) <= 500 then coalesce(r.after, r.before) ->> single
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
            select 'TRUNCATE' as operation, cast(null as jsonb) as before, cast(null as jsonb) as after where not (jsonb_exists(what, 'partition') and exists (select from "public"."audit_activity" as t where t.transaction_id = cast(nullif(current_setting('audittrail.open', true), '') as uuid) and cast(t.n as text) = current_setting('audittrail.n', true) and t.operation = 'TRUNCATE' and t.table_schema = what ->> 'schema' and t.table_name = what ->> 'table' and t.label is null))
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

comment on function "public"."audit_trigger_truncate"() is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_trigger_truncate"() from public;

create or replace function "public".audit_rename_table(table_schema text, table_name text, new_schema text, new_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    with touched as (
        update "public"."audit_activity" as a set table_schema = $3, table_name = $4
        where a.source = 'trigger' and a.table_schema = $1 and a.table_name = $2 and ($1, $2) is distinct from ($3, $4)
        returning 1)
    select count(*) from touched
$audit$;

comment on function "public"."audit_rename_table"(text, text, text, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_rename_table"(text, text, text, text) from public;

create or replace function "public".audit_rename_column(table_schema text, table_name text, column_name text, new_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
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

comment on function "public"."audit_rename_column"(text, text, text, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_rename_column"(text, text, text, text) from public;

create or replace function "public".audit_add_column(
    table_schema text, table_name text, column_name text, value jsonb default null)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
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

comment on function "public"."audit_add_column"(text, text, text, jsonb) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_add_column"(text, text, text, jsonb) from public;

create or replace function "public".audit_drop_column(table_schema text, table_name text, column_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    with touched as (
        update "public"."audit_activity" as a set old_data = a.old_data - $3, changed_data = a.changed_data - $3
        where a.source = 'trigger' and a.table_schema = $1 and a.table_name = $2
            and (jsonb_exists(a.old_data, $3) or jsonb_exists(a.changed_data, $3))
        returning 1)
    select count(*) from touched
$audit$;

comment on function "public"."audit_drop_column"(text, text, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_drop_column"(text, text, text) from public;

create or replace function "public".audit_convert_column(
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
    return "public".audit_convert_each(
        table_schema, table_name, column_name,
        format('to_jsonb(cast(v #>> ''{}'' as %s))', format_type(new_type, null)),
        case
            when is_text then 'true'
            when is_json then 'jsonb_typeof(v) = ''string'' and v #>> ''{}'' ~ ''^\s*[\[{]'''
            else 'jsonb_typeof(v) not in (''array'', ''object'')' end);
end
$audit$;

comment on function "public"."audit_convert_column"(text, text, text, regtype) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_convert_column"(text, text, text, regtype) from public;

create or replace function "public".audit_convert_column(
    table_schema text, table_name text, column_name text, conversion regprocedure, json_type text)
returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $audit$
begin
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
    return "public".audit_convert_each(
        table_schema, table_name, column_name, format('%s(v)', cast(conversion as regproc)),
        case when json_type is null then 'true' else format('jsonb_typeof(v) <> %L', json_type) end);
end
$audit$;

comment on function "public"."audit_convert_column"(text, text, text, regprocedure, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_convert_column"(text, text, text, regprocedure, text) from public;

create or replace function "public".audit_convert_each(
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

comment on function "public"."audit_convert_each"(text, text, text, text, text) is 'audit-trail audit_trigger_{name}';

revoke execute on function "public"."audit_convert_each"(text, text, text, text, text) from public;

create or replace trigger "audit_insert" after insert on "public"."account" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"account","entity":"Account","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."account" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"account","entity":"Account","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."account" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"account","entity":"Account","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."account" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"account","entity":"Account","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."allocation" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"allocation","entity":"Allocation","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."allocation" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"allocation","entity":"Allocation","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."allocation" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"allocation","entity":"Allocation","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."allocation" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"allocation","entity":"Allocation","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."allocation_transaction" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"allocation_transaction","entity":"AllocationTransaction","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."allocation_transaction" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"allocation_transaction","entity":"AllocationTransaction","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."allocation_transaction" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"allocation_transaction","entity":"AllocationTransaction","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."allocation_transaction" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"allocation_transaction","entity":"AllocationTransaction","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."charge_adjustment" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"charge_adjustment","entity":"ChargeAdjustment","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."charge_adjustment" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"charge_adjustment","entity":"ChargeAdjustment","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."charge_adjustment" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"charge_adjustment","entity":"ChargeAdjustment","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."charge_adjustment" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"charge_adjustment","entity":"ChargeAdjustment","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."resource" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"resource","entity":"Resource","key":["id"],"id":{"id":"id"},"label":"name","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."resource" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"resource","entity":"Resource","key":["id"],"id":{"id":"id"},"label":"name","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."resource" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"resource","entity":"Resource","key":["id"],"id":{"id":"id"},"label":"name","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."resource" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"resource","entity":"Resource","key":["id"],"id":{"id":"id"},"label":"name","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."compute_resource" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"compute_resource","entity":"ComputeResource","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."compute_resource" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"compute_resource","entity":"ComputeResource","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."compute_resource" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"compute_resource","entity":"ComputeResource","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."compute_resource" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"compute_resource","entity":"ComputeResource","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."contract" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"contract","entity":"Contract","key":["id"],"id":{"id":"id"},"label":"number","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."contract" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"contract","entity":"Contract","key":["id"],"id":{"id":"id"},"label":"number","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."contract" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"contract","entity":"Contract","key":["id"],"id":{"id":"id"},"label":"number","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."contract" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"contract","entity":"Contract","key":["id"],"id":{"id":"id"},"label":"number","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."email_address" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"email_address","entity":"EmailAddress","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."email_address" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"email_address","entity":"EmailAddress","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."email_address" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"email_address","entity":"EmailAddress","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."email_address" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"email_address","entity":"EmailAddress","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."organization" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"organization","entity":"Organization","key":["id"],"id":{"id":"id"},"label":"acronym","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."organization" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"organization","entity":"Organization","key":["id"],"id":{"id":"id"},"label":"acronym","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."organization" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"organization","entity":"Organization","key":["id"],"id":{"id":"id"},"label":"acronym","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."organization" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"organization","entity":"Organization","key":["id"],"id":{"id":"id"},"label":"acronym","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."project" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"project","entity":"Project","key":["id"],"id":{"id":"id"},"label":"projcode","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."project" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"project","entity":"Project","key":["id"],"id":{"id":"id"},"label":"projcode","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."project" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"project","entity":"Project","key":["id"],"id":{"id":"id"},"label":"projcode","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."project" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"project","entity":"Project","key":["id"],"id":{"id":"id"},"label":"projcode","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."project_members" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"project_members","entity":null,"key":["project_id","members_id"],"id":{"members_id":"members_id","project_id":"project_id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."project_members" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"project_members","entity":null,"key":["project_id","members_id"],"id":{"members_id":"members_id","project_id":"project_id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."project_members" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"project_members","entity":null,"key":["project_id","members_id"],"id":{"members_id":"members_id","project_id":"project_id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."project_members" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"project_members","entity":null,"key":["project_id","members_id"],"id":{"members_id":"members_id","project_id":"project_id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."project_code" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"project_code","entity":"ProjectCode","key":["facility","prefix"],"id":{"facility":"facility","prefix":"prefix"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."project_code" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"project_code","entity":"ProjectCode","key":["facility","prefix"],"id":{"facility":"facility","prefix":"prefix"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."project_code" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"project_code","entity":"ProjectCode","key":["facility","prefix"],"id":{"facility":"facility","prefix":"prefix"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."project_code" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"project_code","entity":"ProjectCode","key":["facility","prefix"],"id":{"facility":"facility","prefix":"prefix"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."role" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"role","entity":"Role","key":["id"],"id":{"id":"id"},"label":"name","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."role" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"role","entity":"Role","key":["id"],"id":{"id":"id"},"label":"name","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."role" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"role","entity":"Role","key":["id"],"id":{"id":"id"},"label":"name","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."role" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"role","entity":"Role","key":["id"],"id":{"id":"id"},"label":"name","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."storage_resource" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"storage_resource","entity":"StorageResource","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."storage_resource" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"storage_resource","entity":"StorageResource","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."storage_resource" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"storage_resource","entity":"StorageResource","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."storage_resource" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"storage_resource","entity":"StorageResource","key":["id"],"id":{"id":"id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."users" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"users","entity":"User","key":["id"],"id":{"id":"id"},"label":"username","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."users" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"users","entity":"User","key":["id"],"id":{"id":"id"},"label":"username","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."users" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"users","entity":"User","key":["id"],"id":{"id":"id"},"label":"username","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."users" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"users","entity":"User","key":["id"],"id":{"id":"id"},"label":"username","without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_insert" after insert on "public"."users_roles" referencing new table as audit_new for each statement execute function "public"."audit_trigger_insert"('{"unit":"sam","schema":"public","table":"users_roles","entity":null,"key":["user_id","roles_id"],"id":{"roles_id":"roles_id","user_id":"user_id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_update" after update on "public"."users_roles" referencing old table as audit_old new table as audit_new for each statement execute function "public"."audit_trigger_update"('{"unit":"sam","schema":"public","table":"users_roles","entity":null,"key":["user_id","roles_id"],"id":{"roles_id":"roles_id","user_id":"user_id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_delete" after delete on "public"."users_roles" referencing old table as audit_old for each statement execute function "public"."audit_trigger_delete"('{"unit":"sam","schema":"public","table":"users_roles","entity":null,"key":["user_id","roles_id"],"id":{"roles_id":"roles_id","user_id":"user_id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');

create or replace trigger "audit_truncate" after truncate on "public"."users_roles" for each statement execute function "public"."audit_trigger_truncate"('{"unit":"sam","schema":"public","table":"users_roles","entity":null,"key":["user_id","roles_id"],"id":{"roles_id":"roles_id","user_id":"user_id"},"label":null,"without":[],"masked":[],"shown":[],"hidden":{"hint":"password|passwd|secret|token|credential|api|pan|card|cvv|pin|otp|ssn|iban","words":" (passwords?|passwds?|secrets?|tokens?|credentials?|apis? keys?|apikeys?|pans?|cards? numbers?|cardnumbers?|cvvs?|pins?|otps?|ssns?|ibans?) "},"session":[]}');
