-- For whoever writes a migration of an audited table: lets the history that triggers wrote follow it. Names are as the
-- database has them, without quotes. Each returns how many rows it touched, and touches none the second time. In braces
-- stand the names that all this has in the database.

-- What a migration has forgotten to fill in is null, and a null names nothing: the rows of a table would be of none then.
create or replace function {functions}required(arguments text[])
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

create or replace function {functions}rename_table(table_schema text, table_name text, new_schema text, new_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    select {functions}required(array[$1, $2, $3, $4]);
    with touched as (
        update {activity} as a set table_schema = $3, table_name = $4
        where a.source = 'trigger' and a.table_schema = $1 and a.table_name = $2 and ($1, $2) is distinct from ($3, $4)
        returning 1)
    select count(*) from touched
$audit$;

-- A row that has a column of the new name, too, stays as it is: what that one held would be lost.
create or replace function {functions}rename_column(table_schema text, table_name text, column_name text, new_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    select {functions}required(array[$1, $2, $3, $4]);
    with touched as (
        update {activity} as a set
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

-- Gives a column that was added, and what it holds in the rows that were there, to those of the history that lack it.
create or replace function {functions}add_column(
    table_schema text, table_name text, column_name text, value jsonb default null)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    select {functions}required(array[$1, $2, $3]);
    with touched as (
        update {activity} as a set
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

-- Takes what a column held out of the history. An update that changed nothing else stays, and tells of nothing.
create or replace function {functions}drop_column(table_schema text, table_name text, column_name text)
returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $audit$
    select {functions}required(array[$1, $2, $3]);
    with touched as (
        update {activity} as a set old_data = a.old_data - $3, changed_data = a.changed_data - $3
        where a.source = 'trigger' and a.table_schema = $1 and a.table_name = $2
            and (jsonb_exists(a.old_data, $3) or jsonb_exists(a.changed_data, $3))
        returning 1)
    select count(*) from touched
$audit$;

-- Casts what a column held to a type, as the column itself is cast. Values that look the same after it are left alone; so
-- are null, what is masked, and arrays and objects unless the type is one of text. To JSON only the text of an array or an
-- object is cast.
create or replace function {functions}convert_column(
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
    perform {functions}required(array[table_schema, table_name, column_name, cast(new_type as text)]);
    return {functions}convert_each(
        table_schema, table_name, column_name,
        format('to_jsonb(cast(v #>> ''{}'' as %s))', format_type(new_type, null)),
        case
            when is_text then 'true'
            when is_json then 'jsonb_typeof(v) = ''string'' and v #>> ''{}'' ~ ''^\s*[\[{]'''
            else 'jsonb_typeof(v) not in (''array'', ''object'')' end);
end
$audit$;

-- Puts what a function makes of it in the place of what a column held. The function takes jsonb and returns jsonb. Values
-- of the JSON type that it makes (string, number, boolean, array or object) are left alone. Where that type is null all are
-- handed to it: then it has to leave alone what it has made. Null, and what is masked, it never gets.
create or replace function {functions}convert_column(
    table_schema text, table_name text, column_name text, conversion regprocedure, json_type text)
returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $audit$
begin
    perform {functions}required(array[table_schema, table_name, column_name, cast(conversion as text)]);
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
    return {functions}convert_each(
        table_schema, table_name, column_name, format('%s(v)', cast(conversion as regproc)),
        case when json_type is null then 'true' else format('jsonb_typeof(v) <> %L', json_type) end);
end
$audit$;

-- What the two have in common. The conversion of a value v, and for which it is meant, are expressions.
create or replace function {functions}convert_each(
    table_schema text, table_name text, column_name text, conversion text, condition text)
returns bigint
language plpgsql volatile
as $audit$
declare
    touched bigint;
begin
    execute format($sql$
        update {activity} as a set old_data = c.old_data, changed_data = c.changed_data
        from (
            select r.id,
                case when o.v is null then r.old_data else r.old_data || jsonb_build_object($3, o.v) end as old_data,
                case when n.v is null then r.changed_data
                    else r.changed_data || jsonb_build_object($3, n.v) end as changed_data
            from {activity} as r
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
