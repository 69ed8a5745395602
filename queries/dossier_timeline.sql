-- How many units had completed each dossier by each day, from the plan's day to the day asked?
-- Grain: day, dossier. Order: day, then the plan's dossiers.
with parts as (
    select unit_id, dossier_id, count(*) filter (where not is_exempt) as part_count,
        count(complete_on) filter (where not is_exempt) as complete_count,
        max(complete_on) filter (where not is_exempt) as last_complete_on
    from completions($as_of)
    group by unit_id, dossier_id
),
completed as (
    select dossier_id, case when complete_count = part_count then last_complete_on end as complete_on,
        count(*) filter (where part_count > 0) as units
    from parts
    group by dossier_id, case when complete_count = part_count then last_complete_on end
),
asked as (
    select completed.dossier_id, dossiers.position, cast(sum(completed.units) as bigint) as expected
    from completed
    inner join dossiers on dossiers.dossier_id = completed.dossier_id
    group by completed.dossier_id, dossiers.position
)
select days.day, asked.dossier_id, cast(coalesce(sum(completed.units), 0) as bigint) as complete_to_date,
    asked.expected
from campaign_days($as_of) as days
cross join asked
left join completed on completed.dossier_id = asked.dossier_id and completed.complete_on <= days.day
group by days.day, asked.dossier_id, asked.position, asked.expected
order by days.day, asked.position
