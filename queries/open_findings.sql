-- Which findings are still open: of refused files that nothing newer replaces, and warnings of what counts?
-- Grain: a finding. Order: errors first, then roster (unknown units last), file, place in the file.
with subjects as (
    select findings.file_id, findings.position, findings.slug, findings.severity, findings.sheet, findings.cell,
        findings.value, findings.message, coalesce(findings.unit_id, day_files.unit_id) as unit_id,
        day_files.path, day_files.status, day_files.recency, day_files.unit_id as owner_id,
        case
            when day_files.form in ('nomination_list', 'register') then day_files.form else 'return'
        end as paper
    from findings
    inner join day_files on day_files.file_id = findings.file_id
),
-- the newest word of a unit in a kind of paper: what was accepted of it, or refused
unit_news as (
    select carried_sheets.unit_id,
        case when carried_sheets.sheet = 'Danh sách' then 'nomination_list' else 'return' end as paper,
        day_sources.recency
    from carried_sheets
    inner join day_sources on day_sources.file_id = carried_sheets.file_id
    union all
    select receipts.unit_id, 'register' as paper, day_sources.recency
    from receipts
    inner join day_sources on day_sources.file_id = receipts.file_id
    union all
    select coalesce(refused_units.unit_id, day_files.unit_id) as unit_id,
        case
            when day_files.form in ('nomination_list', 'register') then day_files.form else 'return'
        end as paper,
        day_files.recency
    from day_files
    left join refused_units on refused_units.file_id = day_files.file_id
    where day_files.status in ('partial', 'refused')
),
newest_of_unit as (
    select unit_id, paper, max(recency) as recency from unit_news group by unit_id, paper
),
-- what is of no one unit is replaced by a file of the same name or the same content
newest_alike as (
    select file_id,
        greatest(
            max(recency) over (partition by path),
            max(recency) over (partition by coalesce(nullif(sha256, ''), path))
        ) as recency
    from day_files
),
counted_places as (
    select file_id, unit_id, sheet from standing_sheets
    union
    select receipts.file_id, receipts.unit_id, receipts.sheet
    from receipts
    inner join day_sources on day_sources.file_id = receipts.file_id
),
open as (
    select subjects.file_id, subjects.position, subjects.slug, subjects.severity, subjects.sheet, subjects.cell,
        subjects.value, subjects.message, subjects.unit_id, subjects.path
    from subjects
    inner join newest_alike on newest_alike.file_id = subjects.file_id
    left join newest_of_unit
        on newest_of_unit.unit_id = subjects.unit_id and newest_of_unit.paper = subjects.paper
    where
        case
            when subjects.status = 'refused' or subjects.severity = 'error' then
                (subjects.unit_id is null or subjects.recency >= coalesce(newest_of_unit.recency, 0))
                and (subjects.owner_id is not null or subjects.recency = newest_alike.recency)
            else exists (
                select 1
                from counted_places
                where counted_places.file_id = subjects.file_id
                    and (subjects.unit_id is null or counted_places.unit_id = subjects.unit_id)
                    and (subjects.sheet is null or counted_places.sheet = subjects.sheet)
            )
        end
)
select open.unit_id, open.path, open.slug, open.severity, open.sheet, open.cell, open.value, open.message,
    open.file_id
from open
left join units on units.unit_id = open.unit_id
order by open.severity, units.position nulls last, open.path, open.file_id, open.position
