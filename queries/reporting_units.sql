-- Which sheets of the return are in for each unit, and from which file does each come?
-- Grain: unit, sheet that counts. Order: roster, sheet.
select standing_sheets.unit_id, standing_sheets.sheet, standing_sheets.file_id, files.path, files.form,
    files.received_on
from standing_sheets
inner join files on files.file_id = standing_sheets.file_id
inner join units on units.unit_id = standing_sheets.unit_id
order by units.position, standing_sheets.sheet
