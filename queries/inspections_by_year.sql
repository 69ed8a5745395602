-- How much was inspected and supervised, in each year, and on how many units does each total rest?
-- Grain: indicator of sheet Kiểm tra, giám sát, year (value null where nobody reported). Order: form, year.
select indicator_id, year, value, units_reporting, units_expected
from figures_by_year('Kiểm tra, giám sát')
order by position, year
