-- What stands beside each nominated model: its place in the file, the unit's own list of models, quota, dossier?
-- Grain: a nomination that counts, a name that a list repeats once. Order: roster, then the order of the file.
with described as (
    select unit_id, name_key(name) as model_key, sector_id, kind, level, start_year,
        row_number() over (partition by unit_id, name_key(name) order by position) as place
    from counted_models
),
named as (
    select unit_id, model_key from nominated_models
    union
    select unit_id, name_key(name) as model_key from counted_models where unit_position is not null
),
shared as (
    select model_key, count(*) as unit_count from named group by model_key
),
numbered as (
    select unit_id, count(*) as nominated_count from nominated_models group by unit_id
)
select nominated_models.unit_id, nominated_models.name, nominated_models.implementer, nominated_models.summary,
    nominated_models.source, nominated_models.file_id, nominated_models.sheet, nominated_models.cell,
    described.unit_id is not null as is_among_models, described.sector_id, described.kind, described.level,
    described.start_year, shared.unit_count - 1 as other_units, numbered.nominated_count, kinds.nominations_min,
    kinds.nominations_max, dossier.status as dossier_status, dossier.complete_on as dossier_complete_on
from nominated_models
inner join units on units.unit_id = nominated_models.unit_id
inner join kinds on kinds.kind = units.kind
inner join numbered on numbered.unit_id = nominated_models.unit_id
inner join shared on shared.model_key = nominated_models.model_key
left join described
    on described.unit_id = nominated_models.unit_id and described.model_key = nominated_models.model_key
    and described.place = 1
left join dossier_status($as_of) as dossier
    on dossier.unit_id = nominated_models.unit_id and dossier.dossier_id = 'award_dossier'
order by nominated_models.unit_position, nominated_models.position
