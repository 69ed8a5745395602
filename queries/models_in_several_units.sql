-- Which models stand under the same name in the lists of several units?
-- Grain: a model that counts whose name another unit has too. Order: fewest units first, name, roster, file.
with keyed as (
    select counted_models.unit_id, counted_models.unit_position, counted_models.position, counted_models.name,
        counted_models.implementer, counted_models.start_year, counted_models.file_id, counted_models.sheet,
        counted_models.cell, name_key(counted_models.name) as name_key
    from counted_models
    where counted_models.unit_position is not null
),
shared as (
    select name_key, count(distinct unit_id) as units, min(name) as first_name
    from keyed
    group by name_key
    having count(distinct unit_id) > 1
)
select dense_rank() over (order by shared.units, shared.first_name) as same_name, shared.units, keyed.unit_id,
    keyed.name, keyed.implementer, keyed.start_year, keyed.file_id, keyed.sheet, keyed.cell
from keyed
inner join shared on shared.name_key = keyed.name_key
order by shared.units, shared.first_name, keyed.unit_position, keyed.position
