-- How many units have handed in each dossier on a day?
-- Grain: dossier; the counts add up to expected, which leaves out exempt units. Order: the plan's dossiers.
select dossiers.dossier_id,
    count(*) filter (where status.status <> 'exempt') as expected,
    count(*) filter (where status.status = 'on_time') as on_time,
    count(*) filter (where status.status = 'late') as late,
    count(*) filter (where status.status = 'incomplete') as incomplete,
    count(*) filter (where status.status = 'returned') as returned,
    count(*) filter (where status.status = 'not_due') as not_due,
    count(*) filter (where status.status = 'missing') as missing
from dossier_status($as_of) as status
inner join dossiers on dossiers.dossier_id = status.dossier_id
group by dossiers.dossier_id, dossiers.position
order by dossiers.position
