-- Which units are on the roster?
-- Grain: unit. Order: roster.
select unit_id, kind, name, valid_from, valid_to, is_illustrative, position
from units
order by position
