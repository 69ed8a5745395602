-- What has each unit stated of itself, and in which cell does each value stand?
-- Grain: unit, fact (what was not stated has no row). Order: roster, then the form's order of cells.
select counted_facts.unit_id, counted_facts.fact_id, counted_facts.text, counted_facts.number, counted_facts.day,
    counted_facts.file_id, counted_facts.sheet, counted_facts.cell
from counted_facts
where counted_facts.unit_position is not null
order by counted_facts.unit_position, length(counted_facts.cell), counted_facts.cell, counted_facts.fact_id
