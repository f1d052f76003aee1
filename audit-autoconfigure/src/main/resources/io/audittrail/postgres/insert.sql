insert into {activity} (
    transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,
    actor, actor_kind, via, reason, source, old_data, changed_data)
select cast(r.now ->> 'tx' as uuid), cast(r.now ->> 'n' as int) + row_number() over (), :at, r.operation,
    :what ->> 'schema', :what ->> 'table',
    coalesce(:what ->> 'entity', :what #> '{kinds,audited}' ->> rtrim(coalesce(r.after, r.before) ->> :kind)),
    case when :secret then {functions}id({functions}shown(coalesce(r.after, r.before), :veiled), :what -> 'id')
        when length(coalesce(r.after, r.before) ->> (:what ->> 'single')) <= 500
            then coalesce(r.after, r.before) ->> (:what ->> 'single')
        else {functions}id(coalesce(r.after, r.before), :what -> 'id') end, -- as most are; functions cost
    case r.operation when 'TRUNCATE' then 'partition ' || (:what ->> 'partition')
        else coalesce(r.after, r.before) ->> (:what ->> 'label') end,
    r.now #>> '{who,actor}', r.now #>> '{who,kind}', r.now #>> '{who,via}', r.now #>> '{who,reason}', 'trigger',
    case when :masked = '{}' then coalesce(r.before, '{}') - :without
        else {functions}shown(coalesce(r.before, '{}') - :without, :masked) end,
    case when :masked = '{}' and r.operation = 'INSERT' then r.after - :without
        else {functions}shown(case r.operation when 'UPDATE' then {functions}changed(r.before - :without, r.after - :without)
            else coalesce(r.after, '{}') - :without end, :masked) end
from (
    select (select {functions}open(:what, :at)) as now, p.*
    from (
        {rows}
    ) as p
    offset 0 -- so that the transaction is opened once, and not for nothing
) as r
