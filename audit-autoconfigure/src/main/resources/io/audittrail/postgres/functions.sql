-- What the triggers of audit.postgres.triggers run. In braces stand the names that they have in the database. Only what a
-- trigger calls itself has settings and the rights of its owner: all else is called by that, and has them from there. What is
-- not of the language plpgsql would be planned anew in each call. What is asked of tables costs more than what is computed,
-- even of those that are not there: so an empty list is seen to be one first.

-- The JSON of a row as it is shown: of what is masked, nobody sees more than that it is there.
create or replace function {functions}shown(data jsonb, masked text[]) returns jsonb
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

-- The id of a row as text; of several parts as JSON, by their names and each a text. One that is too long for an index is its
-- digest, as it is where the application writes.
create or replace function {functions}id(data jsonb, id jsonb) returns text
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

-- What has changed of a row.
create or replace function {functions}changed(was jsonb, became jsonb) returns jsonb
language plpgsql immutable
as $audit$
begin
    return (
        select coalesce(jsonb_object_agg(f.key, f.value), '{}')
        from jsonb_each(became) as f
        where was -> f.key is distinct from f.value);
end
$audit$;

-- The words of a name, in small letters and with a space before, between and after them.
create or replace function {functions}words(name text) returns text
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

-- The columns of a table that are masked: those of which the mapping says so, and those that it does not know and whose
-- names say so. Where one that must not be shown is not there, it may have another name by now: then all are masked that the
-- mapping does not know.
create or replace function {functions}masked(what jsonb, relation oid) returns text[]
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
                    and {functions}words(cast(a.attname as text)) ~ (what #>> '{hidden,words}') then true
                else gone end);
end
$audit$;

-- The columns that are turned to JSON, of x, where it is not all of them.
create or replace function {functions}needed(what jsonb, without text[], relation oid) returns text
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

-- The declared settings of the session, as JSON of their types or as the texts that they are. What is not set is missing, and
-- what is not of its type is null; where it is required, neither is let through.
create or replace function {functions}told(what jsonb, typed boolean) returns jsonb
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

-- What was set as the id of a transaction; null where that is none.
create or replace function {functions}uuid(setting text) returns uuid
language plpgsql stable
as $audit$
declare
    said constant text := current_setting('audittrail.' || setting, true);
begin
    return case
        when said ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' then cast(said as uuid) end;
end
$audit$;

-- The id of the transaction that is on its way: the application's, or one that is made for it.
create or replace function {functions}transaction() returns uuid
language plpgsql volatile
as $audit$
declare
    tx uuid := coalesce({functions}uuid('tx'), {functions}uuid('outside'));
begin
    if tx is null then
        tx := gen_random_uuid();
        perform set_config('audittrail.outside', cast(tx as text), true);
    end if;
    return tx;
end
$audit$;

-- A JSON object that was set; an empty one where that is none.
create or replace function {functions}object(setting text) returns jsonb
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

-- The pause that was announced and is of a table; null where there is none.
create or replace function {functions}paused(what jsonb) returns jsonb
language plpgsql stable
as $audit$
declare
    pause constant jsonb := {functions}object('paused');
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

-- Opens the row of the transaction that is on its way, unless it is open: its id, how many rows it has, and who is at work
-- where that is not who opened it. Who is not told of by the application is the user of the session. Anybody can set what the
-- application sets, so only the tables are asked what is open: a row that another transaction of the database has made is
-- left alone, and this one gets an id of its own.
create or replace function {functions}open(what jsonb, at timestamp with time zone) returns jsonb
language plpgsql volatile
as $audit$
declare
    declared constant jsonb := case when what -> 'session' = '[]' then '{}' else {functions}told(what, true) end;
    native constant bigint := cast(pg_current_xact_id() as text);
    told uuid := {functions}uuid('tx');
    refused uuid;
    tx uuid := coalesce(told, {functions}transaction());
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
            (select coalesce(max(a.n), 0) from {activity} as a where a.transaction_id = tx) as n
        into opened from {transaction} as t where t.id = tx;
        -- Numbers begin anew where a dump was restored; clocks of applications may be wrong by hours.
        exit when opened.native_id = native and opened.issued_at > now() - interval '1 day';
        if not found then
            insert into {transaction}
                (id, native_id, unit, issued_at, actor, actor_kind, via, reason, client_address, context)
            values (
                tx, native, what ->> 'unit', at, actor, kind, via, reason,
                case when told is null then host(inet_client_addr())
                    else left(nullif(current_setting('audittrail.address', true), ''), 500) end,
                case when told is null then jsonb_strip_nulls(jsonb_build_object(
                        'outside', 'outside the application', 'application', current_setting('application_name'),
                        'announced', refused))
                    else {functions}object('context') || jsonb_build_object('sessionUser', session_user) end || declared)
            on conflict (id) do nothing;
            if found then
                return jsonb_build_object('tx', tx, 'n', 0);
            end if;
        end if;
        refused := coalesce(refused, told);
        told := null;
        via := null;
        reason := null;
        tx := case attempt when 1 then nullif({functions}uuid('outside'), tx) end;
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

-- Records what has become of one row, as it was and as it is: most statements change no more. A row whose key is another is
-- another row. A null without a type would let in a function of that name, of whoever may make one.
create or replace function {functions}one(
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
        perform {functions}one(what, relation, at, without, before, cast(null as jsonb)),
            {functions}one(what, relation, at, without, cast(null as jsonb), after);
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
        masked := {functions}masked(what, relation);
    end if;
    if masked <> '{}' or what -> 'veiled' <> '[]' then
        veiled := masked || array(select jsonb_array_elements_text(what -> 'veiled'));
    end if;
    if jsonb_exists_any(what -> 'id', veiled) then
        id := {functions}id({functions}shown(latest, veiled), what -> 'id');
    else
        id := latest ->> (what ->> 'single');
        if id is null or length(id) > 500 then
            id := {functions}id(latest, what -> 'id');
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
        new := {functions}changed(old, new);
    end if;
    if masked <> '{}' then
        old := {functions}shown(old, masked);
        new := {functions}shown(new, masked);
    end if;
    now := {functions}open(what, at);
    insert into {activity} (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    values (
        cast(now ->> 'tx' as uuid), cast(now ->> 'n' as int) + 1, at, operation, what ->> 'schema', what ->> 'table',
        coalesce(what ->> 'entity', what #> '{kinds,audited}' ->> rtrim(latest ->> (what #>> '{kinds,column}'))),
        id, latest ->> (what ->> 'label'),
        now #>> '{who,actor}', now #>> '{who,kind}', now #>> '{who,via}', now #>> '{who,reason}', 'trigger', old, new);
end
$audit$;

-- Records, once in a transaction, that what is done to a table is not recorded.
create or replace function {functions}pause(what jsonb, at timestamp with time zone) returns void
language plpgsql volatile
as $audit$
declare
    now constant jsonb := {functions}open(what, at);
    tx constant uuid := now ->> 'tx';
    because constant text := {functions}paused(what) ->> 'reason';
begin
    insert into {activity} (
        transaction_id, n, issued_at, operation, table_schema, table_name, entity,
        actor, actor_kind, via, reason, source, old_data, changed_data)
    select tx, cast(now ->> 'n' as int) + 1, at, 'PAUSED', what ->> 'schema', what ->> 'table', what ->> 'entity',
        now #>> '{who,actor}', now #>> '{who,kind}', now #>> '{who,via}', because, 'trigger', '{}', '{}'
    where not exists (
        select from {activity} as a
        where a.transaction_id = tx and a.operation = 'PAUSED' and a.table_schema = what ->> 'schema'
            and a.table_name = what ->> 'table' and a.reason is not distinct from because);
end
$audit$;

-- What a trigger runs whose table has a companion. The columns are those that both have when it runs; what the companion cannot
-- hold as it is, is null there.
create or replace function {functions}shadow() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
as $audit$
declare
    what constant jsonb := tg_argv[0];
    companion constant text := what ->> 'companion';
    without constant text[] := array(select jsonb_array_elements_text(what -> 'without'));
    masked constant text[] := {functions}masked(what, tg_relid);
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
    pause constant jsonb := case when jsonb_exists(what, 'pausable') then {functions}paused(what) end;
    statement text;
    told jsonb;
    known boolean;
begin
    if pause is not null then
        known := false;
        if tg_op <> 'TRUNCATE' and tg_level = 'STATEMENT' then
            execute format('select not exists (select from %s)', case tg_op when 'DELETE' then was else became end) into known;
        end if;
        told := {functions}object('pauses') -> companion;
        if not known and told -> 'pause' = pause then
            execute format(
                'select exists (select from %s where audit_sequence = cast($1 as bigint) and audit_operation = ''P'''
                ' and audit_transaction_id = $2 and audit_timestamp >= now())', companion)
            into known using told ->> 'sequence', {functions}transaction();
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
            into last using {functions}transaction();
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
        companion, settings, coalesce(targets, ''), said, coalesce(places, ''), {text:told}, {text:transaction}, changed);
    if pause is null then
        execute statement using clock_timestamp(), what, ignored, old, new;
    else
        execute statement || ' returning jsonb_build_object(''sequence'', audit_sequence)'
        into told using clock_timestamp(), what, ignored, old, new;
        perform set_config('audittrail.pauses', cast({functions}object('pauses')
            || jsonb_build_object(companion, told || jsonb_build_object('pause', pause)) as text), true);
    end if;
    return null;
end
$audit$;
