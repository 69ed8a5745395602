-- Which models are nominated for the district's award, and on what paper does that rest?
-- Grain: a nomination that counts. Order: roster, then the order of the file.
select counted_nominations.unit_id, counted_nominations.name, counted_nominations.implementer,
    counted_nominations.summary, counted_nominations.source, counted_nominations.file_id,
    counted_nominations.sheet, counted_nominations.cell
from counted_nominations
inner join units on units.unit_id = counted_nominations.unit_id
order by units.position, counted_nominations.position
