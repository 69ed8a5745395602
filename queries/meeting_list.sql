-- Which meetings were marked, that changes are told since?
-- Grain: a meeting. Order: newest first.
select meetings.name, meetings.held_at, meetings.recorded_at, meetings.recorded_by
from meetings
order by meetings.held_at desc, meetings.name
