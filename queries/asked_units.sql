-- Which units are asked for figures: those on the roster at the plan's close, and others that were heard of?
-- Grain: unit. Order: roster.
select unit_id, kind, name
from expected_units
order by position
