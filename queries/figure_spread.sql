-- What is usual for an indicator among units of a kind: least, lower quarter, middle, upper quarter, most?
-- Grain: kind, indicator, year with at least one figure. Order: plan's kinds, form, year.
select counted_figures.unit_kind as kind, counted_figures.indicator_id, counted_figures.year,
    count(*) as units_reporting, min(counted_figures.value) as least,
    quantile_cont(counted_figures.value, 0.25) as lower_quarter,
    quantile_cont(counted_figures.value, 0.5) as middle,
    quantile_cont(counted_figures.value, 0.75) as upper_quarter,
    max(counted_figures.value) as most
from counted_figures
inner join kinds on kinds.kind = counted_figures.unit_kind
inner join indicators on indicators.indicator_id = counted_figures.indicator_id
group by counted_figures.unit_kind, kinds.position, counted_figures.indicator_id, indicators.position,
    counted_figures.year
order by kinds.position, indicators.position, counted_figures.year
