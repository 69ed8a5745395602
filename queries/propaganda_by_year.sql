-- How much was spread by which means, in each year, and on how many units does each total rest?
-- Grain: indicator of sheet Tuyên truyền, year (value null where nobody reported). Order: form, year.
select indicator_id, year, value, units_reporting, units_expected
from figures_by_year('Tuyên truyền')
order by position, year
