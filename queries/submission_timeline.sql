-- How many units had completed each obligation by each day, from the plan's day to the day asked?
-- Grain: day, obligation. Order: day, then the plan's obligations.
with completed as (
    select obligation_id, obligation_position, complete_on, count(*) filter (where not is_exempt) as units
    from completions($as_of)
    group by obligation_id, obligation_position, complete_on
),
asked as (
    select obligation_id, obligation_position, cast(sum(units) as bigint) as expected
    from completed
    group by obligation_id, obligation_position
)
select days.day, asked.obligation_id, cast(coalesce(sum(completed.units), 0) as bigint) as complete_to_date,
    asked.expected
from campaign_days($as_of) as days
cross join asked
left join completed on completed.obligation_id = asked.obligation_id and completed.complete_on <= days.day
group by days.day, asked.obligation_id, asked.obligation_position, asked.expected
order by days.day, asked.obligation_position
