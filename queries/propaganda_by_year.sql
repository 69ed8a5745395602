-- How much was spread by which means, in each year, and on how many units does each total rest?
-- Grain: indicator of sheet Tuyên truyền, year (value null where nobody reported). Order: form, year.
with years as (
    select indicators.indicator_id, indicators.position, cast(series.year as integer) as year
    from indicators
    cross join lateral unnest(generate_series(indicators.year_from, indicators.year_to)) as series (year)
    where indicators.sheet = 'Tuyên truyền'
),
reported as (
    select indicator_id, year, cast(sum(value) as bigint) as value, count(*) as units_reporting
    from counted_figures
    where sheet = 'Tuyên truyền'
    group by indicator_id, year
),
expected as (
    select count(*) as unit_count from expected_units
)
select years.indicator_id, years.year, reported.value, coalesce(reported.units_reporting, 0) as units_reporting,
    expected.unit_count as units_expected
from years
cross join expected
left join reported on reported.indicator_id = years.indicator_id and reported.year = years.year
order by years.position, years.year
