-- Which receipts of paper stand behind the statuses, up to a day?
-- Grain: a row of a register that counts (repeated sources included). Order: day, roster, obligation, file.
select receipts.unit_id, receipts.obligation_id, receipts.received_on, receipts.copies, receipts.remark,
    receipts.file_id, receipts.sheet, receipts.cell
from receipts
inner join counted_files on counted_files.file_id = receipts.file_id
inner join units on units.unit_id = receipts.unit_id
inner join obligations on obligations.obligation_id = receipts.obligation_id
where receipts.received_on <= cast($as_of as date)
order by receipts.received_on, units.position, obligations.position, receipts.file_id, receipts.cell
