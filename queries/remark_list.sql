-- What have the units written under each section of the outline?
-- Grain: a remark that counts. Order: outline, roster, then the order of the file.
select counted_remarks.unit_id, counted_remarks.section_id, counted_remarks.text, counted_remarks.file_id,
    counted_remarks.sheet, counted_remarks.cell
from counted_remarks
inner join sections on sections.section_id = counted_remarks.section_id
where counted_remarks.unit_position is not null
order by sections.position, counted_remarks.unit_position, length(counted_remarks.cell), counted_remarks.cell
