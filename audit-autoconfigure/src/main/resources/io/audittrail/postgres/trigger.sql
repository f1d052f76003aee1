-- What a trigger for {operation} runs. Its argument says what the table is. Of a table of which something is left out only the
-- columns that are needed are turned to JSON, by a statement that names them: what is left out costs nothing then, and may be
-- something that JSON cannot hold.
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
    needed constant text := case when without <> '{}' then {functions}needed(what, without, tg_relid) end;
    was jsonb[];
    became jsonb[];
begin
    if jsonb_exists(what, 'pausable') and {functions}paused(what) is not null then
        if {touched} then
            perform {functions}pause(what, at);
        end if;
        return null;
    end if;
{run}
    return null;
end
$audit$;
