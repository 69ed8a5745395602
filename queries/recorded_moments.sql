-- At which moments was something recorded, and how many files, decisions and so on?
-- Grain: a minute, a kind of record. Order: newest first, then by kind.
with recorded as (
    select 'file' as kind, loads.recorded_at
    from loads
    inner join files on files.load_id = loads.load_id
    union all
    select 'decision' as kind, recorded_at from extensions
    union all
    select 'decision' as kind, recorded_at from exemptions
    union all
    select 'decision' as kind, recorded_at from corrections
    union all
    select 'decision' as kind, recorded_at from acceptances
    union all
    select 'decision' as kind, recorded_at from struck_receipts
    union all
    select 'decision' as kind, recorded_at from withdrawals
    union all
    select 'decision' as kind, recorded_at from selections
    union all
    select 'appraisal' as kind, recorded_at from appraisals
    union all
    select 'plan' as kind, recorded_at from plan_changes
    union all
    select 'call' as kind, recorded_at from calls
    union all
    select 'meeting' as kind, recorded_at from meetings
    union all
    select 'report' as kind, recorded_at from report_edits
),

by_minute as (
    select kind, date_trunc('minute', recorded_at) as moment
    from recorded
)

select by_minute.moment, by_minute.kind, count(*) as records
from by_minute
group by by_minute.moment, by_minute.kind
order by by_minute.moment desc, by_minute.kind
