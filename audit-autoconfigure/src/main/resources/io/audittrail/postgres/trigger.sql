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
    if jsonb_exists(what, 'pausable') and {functions}paused(what) is not null then
        if {touched} then
            perform {functions}pause(what, at);
        end if;
        return null;
    end if;
    if what -> 'without' <> '[]' then
        without := array(select jsonb_array_elements_text(what -> 'without'));
        needed := {functions}needed(what, without, tg_relid);
    end if;
{run}
    return null;
end
$audit$;
