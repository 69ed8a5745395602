-- What of the plan was changed while it runs: which file, from which day on, why, by whom and when?
-- Grain: change, file; holds_from is 0001-01-01 where it holds for all days. Order: newest first, then the file's name.
select change_id, name, holds_from, reason, recorded_at, recorded_by
from plan_changes
order by change_id desc, name
