-- Where does each dossier of each unit stand on a day?
-- Grain: unit, dossier. Order: roster, then the plan's dossiers.
select status.unit_id, status.dossier_id, status.kind, status.last_day, status.complete_on, status.part_count,
    status.complete_count, status.status, status.days_late
from dossier_status($as_of) as status
inner join dossiers on dossiers.dossier_id = status.dossier_id
order by status.unit_position, dossiers.position
