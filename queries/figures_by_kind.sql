-- How much has each kind of unit reported for each indicator and year, and on how many units does that rest?
-- Grain: kind, indicator, year (value null where nobody reported). Order: the plan's kinds, form, year.
with years as (
    select indicators.indicator_id, indicators.position, cast(series.year as integer) as year
    from indicators
    cross join lateral unnest(generate_series(indicators.year_from, indicators.year_to)) as series (year)
),
expected as (
    select kind, count(*) as unit_count from expected_units group by kind
),
reported as (
    select counted_figures.unit_kind as kind, counted_figures.indicator_id, counted_figures.year,
        cast(sum(counted_figures.value) as bigint) as value, count(*) as units_reporting
    from counted_figures
    group by counted_figures.unit_kind, counted_figures.indicator_id, counted_figures.year
)
select kinds.kind, years.indicator_id, years.year, reported.value,
    coalesce(reported.units_reporting, 0) as units_reporting, coalesce(expected.unit_count, 0) as units_expected
from kinds
cross join years
left join expected on expected.kind = kinds.kind
left join reported
    on reported.kind = kinds.kind and reported.indicator_id = years.indicator_id and reported.year = years.year
order by kinds.position, years.position, years.year
