-- Which figures lie so far from like units' or from the unit's own other years that somebody should ask the unit?
-- Grain: a figure that counts and that at least one of three ways asks about. Order: roster, form, year.
with limits as (
    -- What is asked about is far in its own scatter (a way's limit) and far to the eye (times and distance: at least
    -- three times the level or at most a third of it, and five away, so that 0 -> 1 or 1 -> 3 is nothing to ask).
    -- 1, units of the kind in that year: 3 standard deviations from their mean. Of n values none can lie beyond
    --    (n - 1) / sqrt(n), which is less than 3 for fewer than 11: the way is for groups of 11 and more.
    -- 2, the same by the median: modified z-score 0.6745 |x - median| / MAD above 3.5 (Iglewicz and Hoaglin, 1993);
    --    where the MAD is 0, |x - median| / (1.2533 mean distance). It has no such ceiling; from 5 units on.
    -- 3, the unit's other years, the year itself left out: 4 of their standard deviations, from 3 other years on.
    --    A lost digit (9 for 90) in years that vary by a fifth lies 4.5 away; more would let it pass.
    select 3.0 as times, 5 as distance, 3.0 as z, 11 as z_units, 3.5 as modified_z, 5 as modified_z_units,
        4.0 as own_z, 3 as own_years
),
levels as (
    select unit_kind, indicator_id, year, count(*) as units, quantile_cont(value, 0.5) as middle,
        sum(cast(value as double)) as total, sum(cast(value as double) * value) as squares
    from counted_figures
    where unit_kind is not null
    group by unit_kind, indicator_id, year
),
spreads as (
    select figures.unit_kind, figures.indicator_id, figures.year,
        quantile_cont(abs(figures.value - levels.middle), 0.5) as middle_distance,
        sum(abs(figures.value - levels.middle)) / count(*) as mean_distance
    from counted_figures as figures
    inner join levels
        on levels.unit_kind = figures.unit_kind and levels.indicator_id = figures.indicator_id
        and levels.year = figures.year
    group by figures.unit_kind, figures.indicator_id, figures.year
),
usual as (
    select levels.unit_kind, levels.indicator_id, levels.year, levels.units, levels.middle,
        levels.total / levels.units as mean,
        sqrt(greatest(levels.units * levels.squares - levels.total * levels.total, 0)
            / nullif(levels.units * (levels.units - 1.0), 0)) as deviation,
        case
            when spreads.middle_distance > 0 then spreads.middle_distance / 0.6745
            else 1.2533 * spreads.mean_distance
        end as middle_deviation
    from levels
    inner join spreads
        on spreads.unit_kind = levels.unit_kind and spreads.indicator_id = levels.indicator_id
        and spreads.year = levels.year
),
own as (
    select unit_id, indicator_id, count(*) as years, sum(cast(value as double)) as total,
        sum(cast(value as double) * value) as squares
    from counted_figures
    group by unit_id, indicator_id
),
-- the other years' mean and deviation follow from the sums of all years without the year's own part
others as (
    select figures.unit_id, figures.indicator_id, figures.year, figures.value, figures.file_id, figures.sheet,
        figures.cell, figures.unit_kind, figures.unit_position, own.years - 1 as years,
        own.total - figures.value as total, own.squares - cast(figures.value as double) * figures.value as squares
    from counted_figures as figures
    inner join own on own.unit_id = figures.unit_id and own.indicator_id = figures.indicator_id
    where figures.unit_kind is not null
),
compared as (
    select others.unit_id, others.indicator_id, others.year, others.value, others.file_id, others.sheet, others.cell,
        others.unit_position, others.unit_kind, usual.units, usual.mean, usual.deviation, usual.middle,
        usual.middle_deviation, others.years, others.total / nullif(others.years, 0) as own_mean,
        sqrt(greatest(others.years * others.squares - others.total * others.total, 0)
            / nullif(others.years * (others.years - 1.0), 0)) as own_deviation
    from others
    inner join usual
        on usual.unit_kind = others.unit_kind and usual.indicator_id = others.indicator_id
        and usual.year = others.year
),
judged as (
    select compared.unit_id, compared.indicator_id, compared.year, compared.value, compared.file_id, compared.sheet,
        compared.cell, compared.unit_position, compared.unit_kind, compared.units, compared.middle, compared.years,
        compared.own_mean,
        abs(compared.value - compared.middle) >= limits.distance
            and (compared.value >= limits.times * compared.middle or limits.times * compared.value <= compared.middle)
            as is_far_from_kind,
        compared.units >= limits.z_units
            and abs(compared.value - compared.mean) > limits.z * compared.deviation as is_beyond_z,
        compared.units >= limits.modified_z_units
            and abs(compared.value - compared.middle) > limits.modified_z * compared.middle_deviation
            as is_beyond_modified_z,
        compared.years >= limits.own_years
            and abs(compared.value - compared.own_mean) >= limits.distance
            and (compared.value >= limits.times * compared.own_mean
                or limits.times * compared.value <= compared.own_mean)
            and abs(compared.value - compared.own_mean) > limits.own_z * compared.own_deviation as is_by_own_years
    from compared
    cross join limits
)
select judged.unit_id, judged.indicator_id, judged.year, judged.value,
    judged.is_far_from_kind and judged.is_beyond_z as is_by_mean,
    judged.is_far_from_kind and judged.is_beyond_modified_z as is_by_median, judged.is_by_own_years,
    judged.unit_kind as kind, judged.units as kind_units, judged.middle as kind_middle,
    judged.years as other_years, judged.own_mean, judged.file_id, judged.sheet, judged.cell
from judged
inner join indicators on indicators.indicator_id = judged.indicator_id
where judged.is_by_own_years or (judged.is_far_from_kind and (judged.is_beyond_z or judged.is_beyond_modified_z))
order by judged.unit_position, indicators.position, judged.year
