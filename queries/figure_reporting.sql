-- Which indicators has each unit reported, for how many years, and has it reported anything but nil?
-- Grain: unit that is asked, indicator (years_reported 0, most null where not reported). Order: roster, form.
with reported as (
    select unit_id, indicator_id, count(*) as years_reported, max(value) as most
    from counted_figures
    group by unit_id, indicator_id
)
select expected_units.unit_id, indicators.indicator_id, coalesce(reported.years_reported, 0) as years_reported,
    indicators.year_to - indicators.year_from + 1 as years_asked, reported.most
from expected_units
cross join indicators
left join reported
    on reported.unit_id = expected_units.unit_id and reported.indicator_id = indicators.indicator_id
order by expected_units.position, indicators.position
