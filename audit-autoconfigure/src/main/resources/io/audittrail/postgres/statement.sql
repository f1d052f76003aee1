    if needed is null then
        select {first} into {rows};
    elsif exists (select from {store} offset {few}) then
        many := true;
    else
        {all}
    end if;
    if not many and coalesce(cardinality(was), 0) <= 1 and coalesce(cardinality(became), 0) <= 1 then
        perform {functions}one(what, tg_relid, at, without, was[1], became[1]);
        return null;
    end if;
