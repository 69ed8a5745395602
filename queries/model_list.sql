-- Which models have the units reported, and where does each stand in its file?
-- Grain: a model that counts. Order: roster, then the order of the file.
select counted_models.unit_id, counted_models.name, counted_models.sector_id, counted_models.kind,
    counted_models.level, counted_models.implementer, counted_models.start_year, counted_models.summary,
    counted_models.is_nominated as nominated, counted_models.remark, counted_models.file_id,
    counted_models.sheet, counted_models.cell
from counted_models
where counted_models.unit_position is not null
order by counted_models.unit_position, counted_models.position
