-- How far is each obligation on a day?
-- Grain: obligation; the counts add up to expected, which leaves out exempt units. Order: the plan's obligations.
with counted as (
    select obligation_id, obligation_position,
        count(*) filter (where status <> 'exempt') as expected,
        count(*) filter (where status = 'on_time') as on_time,
        count(*) filter (where status = 'late') as late,
        count(*) filter (where status = 'incomplete') as incomplete,
        count(*) filter (where status = 'returned') as returned,
        count(*) filter (where status = 'not_due') as not_due,
        count(*) filter (where status = 'missing') as missing
    from obligation_status($as_of)
    group by obligation_id, obligation_position
)
select obligation_id, expected, on_time, late, incomplete, returned, not_due, missing,
    cast(on_time + late as double) / nullif(expected, 0) as received_share,
    cast(on_time as double) / nullif(expected, 0) as on_time_share
from counted
order by obligation_position
