-- Which share of what each kind of unit owes has come in by a day, and which share on time?
-- Grain: obligation, kind; a rate is null where nobody of the kind owes it. Order: the plan's obligations, then its kinds.
with counted as (
    select obligation_id, kind,
        count(*) filter (where status <> 'exempt') as expected,
        count(*) filter (where status in ('on_time', 'late')) as received,
        count(*) filter (where status = 'on_time') as on_time
    from obligation_status($as_of)
    group by obligation_id, kind
)
select obligations.obligation_id, kinds.kind, coalesce(counted.expected, 0) as expected,
    coalesce(counted.received, 0) as received, coalesce(counted.on_time, 0) as on_time,
    cast(counted.received as double) / nullif(counted.expected, 0) as reporting_rate,
    cast(counted.on_time as double) / nullif(counted.expected, 0) as on_time_rate
from obligations
cross join kinds
left join counted on counted.obligation_id = obligations.obligation_id and counted.kind = kinds.kind
order by obligations.position, kinds.position
