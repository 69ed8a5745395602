-- Which figure has each unit reported for each indicator and year, and in which cell does it stand?
-- Grain: unit, indicator, year (what was not reported has no row). Order: roster, form, year.
select counted_figures.unit_id, counted_figures.indicator_id, counted_figures.year, counted_figures.value,
    files.sha256 as file_sha256, counted_figures.sheet, counted_figures.cell, counted_figures.file_id
from counted_figures
inner join files on files.file_id = counted_figures.file_id
inner join units on units.unit_id = counted_figures.unit_id
inner join indicators on indicators.indicator_id = counted_figures.indicator_id
order by units.position, indicators.position, counted_figures.year
