-- Who was called or written to about what is lacking, what was said and promised, recorded by whom?
-- Grain: a call recorded. Order: newest day first, then as recorded, newest first.
select calls.unit_id, calls.called_on, calls.reached, calls.said, calls.promised_on, calls.recorded_at,
    calls.recorded_by
from calls
order by calls.called_on desc, calls.recorded_at desc, calls.unit_id, calls.reached, calls.said
