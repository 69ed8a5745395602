-- How much was commended or awarded, by level, in each year, and on how many units does each total rest?
-- Grain: indicator of sheet Khen thưởng, year (value null where nobody reported). Order: form, year.
select indicator_id, year, value, units_reporting, units_expected
from figures_by_year('Khen thưởng')
order by position, year
