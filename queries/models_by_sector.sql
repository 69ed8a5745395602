-- How many models are there in each sector, how many collective or individual, nominated, in how many units?
-- Grain: a sector that has models. Order: the plan's sectors.
select counted_models.sector_id, count(*) as models,
    count(*) filter (where counted_models.kind = 'tap_the') as collectives,
    count(*) filter (where counted_models.kind = 'ca_nhan') as individuals,
    count(*) filter (where counted_models.is_nominated) as nominated,
    count(distinct counted_models.unit_id) as units
from counted_models
inner join sectors on sectors.sector_id = counted_models.sector_id
group by counted_models.sector_id, sectors.position
order by sectors.position
