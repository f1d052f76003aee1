    declare
        masked constant text[] := {functions}masked(what, tg_relid);
        veiled constant text[] := masked || array(select jsonb_array_elements_text(what -> 'veiled'));
        secret constant boolean := jsonb_exists_any(what -> 'id', veiled);
        keys constant text[] := array(select jsonb_array_elements_text(what -> 'key'));
        kind constant text := what #>> '{kinds,column}';
        ignored constant jsonb := coalesce(what #> '{kinds,ignored}', '[]');
    begin
{insert}
    end;
