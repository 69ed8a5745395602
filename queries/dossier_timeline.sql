-- How many units had completed each dossier by each day, from the plan's day to the day asked?
-- Grain: day, dossier. Order: day, then the plan's dossiers.
with judged as (
    select dossier_id, status, complete_on from dossier_status($as_of)
),
completed as (
    select dossier_id, complete_on, count(*) as units
    from judged
    where status <> 'exempt' and complete_on is not null
    group by dossier_id, complete_on
),
asked as (
    select judged.dossier_id, dossiers.position, count(*) filter (where judged.status <> 'exempt') as expected
    from judged
    inner join dossiers on dossiers.dossier_id = judged.dossier_id
    group by judged.dossier_id, dossiers.position
)
select days.day, asked.dossier_id, cast(coalesce(sum(completed.units), 0) as bigint) as complete_to_date,
    asked.expected
from campaign_days($as_of) as days
cross join asked
left join completed on completed.dossier_id = asked.dossier_id and completed.complete_on <= days.day
group by days.day, asked.dossier_id, asked.position, asked.expected
order by days.day, asked.position
