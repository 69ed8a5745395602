-- How many parts of dossiers came in on each day, up to a day?
-- Grain: day with receipts, obligation. Order: day, then the plan's obligations.
select receipt_days.received_on as day, receipt_days.obligation_id, count(*) as units,
    cast(sum(receipt_days.copies) as bigint) as copies
from receipt_days
inner join obligations on obligations.obligation_id = receipt_days.obligation_id
where receipt_days.received_on <= cast($as_of as date)
group by receipt_days.received_on, receipt_days.obligation_id, obligations.position
order by receipt_days.received_on, obligations.position
