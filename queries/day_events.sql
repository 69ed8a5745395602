-- On which days did something come or was something said that a day past shows or leaves out?
-- Grain: day, and whether it is one of recording (else an own day of what was recorded). Order: day.
with told as (
    select cast(recorded_at as date) as day, true as is_record from loads
    union
    select cast(recorded_at as date) as day, true as is_record from withdrawals
    union
    select cast(recorded_at as date) as day, true as is_record from appraisals
    union
    select cast(recorded_at as date) as day, true as is_record from selections
    union
    select decided_on as day, false as is_record from selections
    union
    select received_on as day, false as is_record from files
    union
    select received_on as day, false as is_record from receipts
)
select day, is_record
from told
order by day, is_record
