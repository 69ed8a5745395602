-- Which receipts were recorded, in which file first, and how many of those that say the same are struck out?
-- Grain: unit, obligation, day, copies. Order: newest day first, roster, obligation, copies.
select recorded_receipts.unit_id, recorded_receipts.obligation_id, recorded_receipts.received_on,
    recorded_receipts.copies, recorded_receipts.times, recorded_receipts.struck, recorded_receipts.struck_for,
    recorded_receipts.struck_by, recorded_receipts.file_id
from recorded_receipts
inner join units on units.unit_id = recorded_receipts.unit_id
inner join obligations on obligations.obligation_id = recorded_receipts.obligation_id
order by recorded_receipts.received_on desc, units.position, obligations.position, recorded_receipts.copies
