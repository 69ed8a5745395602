-- What has the office decided about each obligation: extended, exempted, sent back, accepted; by whom and when?
-- Grain: a decision recorded. Order: newest first.
with decisions as (
    select unit_id, obligation_id, 'extension' as kind, last_day as day, reason, allowed_by, recorded_at, recorded_by
    from extensions
    union all
    select unit_id, obligation_id, case when is_exempt then 'exemption' else 'owed_again' end as kind,
        cast(null as date) as day, reason, cast(null as varchar) as allowed_by, recorded_at, recorded_by
    from exemptions
    union all
    select unit_id, obligation_id, 'sent_back' as kind, sent_back_on as day, reason,
        cast(null as varchar) as allowed_by, recorded_at, recorded_by
    from corrections
    union all
    select unit_id, obligation_id, 'acceptance' as kind, accepted_on as day, remark as reason,
        cast(null as varchar) as allowed_by, recorded_at, recorded_by
    from acceptances
)
select decisions.unit_id, decisions.obligation_id, decisions.kind, decisions.day, decisions.reason,
    decisions.allowed_by, decisions.recorded_at, decisions.recorded_by
from decisions
order by decisions.recorded_at desc, decisions.unit_id, decisions.obligation_id, decisions.kind
