-- Which figure has each unit reported for each indicator and year, and in which cell does it stand?
-- Grain: unit, indicator, year (what was not reported has no row). Order: roster, form, year.
select counted_figures.unit_id, counted_figures.indicator_id, counted_figures.year, counted_figures.value,
    counted_figures.file_sha256, counted_figures.sheet, counted_figures.cell, counted_figures.file_id
from counted_figures
inner join indicators on indicators.indicator_id = counted_figures.indicator_id
where counted_figures.unit_position is not null
order by counted_figures.unit_position, indicators.position, counted_figures.year
