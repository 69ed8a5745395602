-- Where does each obligation of each unit stand on a day?
-- Grain: unit, obligation. Order: roster, then the plan's obligations.
select unit_id, obligation_id, last_day, received_on, copies, status, days_late, is_extended
from obligation_status($as_of)
order by unit_position, obligation_position
