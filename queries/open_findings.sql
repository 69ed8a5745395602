-- Which findings are still open: of refused files that nothing newer replaces, and warnings of what counts?
-- Grain: a finding. Order: errors first, then roster (unknown units last), file, place in the file.
with subjects as (
    select findings.file_id, findings.position, findings.slug, findings.severity, findings.sheet, findings.cell,
        findings.value, findings.message, coalesce(findings.unit_id, ordered_files.unit_id) as unit_id,
        ordered_files.path, ordered_files.form, ordered_files.status, ordered_files.recency
    from findings
    inner join ordered_files on ordered_files.file_id = findings.file_id
),
-- the newest word of a unit in a form: an accepted sheet, or a refused file
unit_news as (
    select carried_sheets.unit_id, coalesce(counted_files.form = 'nomination_list', false) as is_list,
        max(counted_files.recency) as recency
    from carried_sheets
    inner join counted_files on counted_files.file_id = carried_sheets.file_id
    group by carried_sheets.unit_id, coalesce(counted_files.form = 'nomination_list', false)
    union all
    select unit_id, coalesce(form = 'nomination_list', false) as is_list, max(recency) as recency
    from ordered_files
    where status = 'refused' and unit_id is not null
    group by unit_id, coalesce(form = 'nomination_list', false)
),
newest_of_unit as (
    select unit_id, is_list, max(recency) as recency from unit_news group by unit_id, is_list
),
newest_of_path as (
    select path, max(recency) as recency from ordered_files group by path
),
open as (
    select subjects.file_id, subjects.position, subjects.slug, subjects.severity, subjects.sheet, subjects.cell,
        subjects.value, subjects.message, subjects.unit_id, subjects.path
    from subjects
    left join newest_of_unit
        on newest_of_unit.unit_id = subjects.unit_id
        and newest_of_unit.is_list = coalesce(subjects.form = 'nomination_list', false)
    left join newest_of_path on newest_of_path.path = subjects.path
    left join standing_sheets
        on standing_sheets.unit_id = subjects.unit_id and standing_sheets.sheet = subjects.sheet
    where
        case
            when subjects.status = 'refused' or subjects.severity = 'error' then
                case
                    when subjects.unit_id is null then subjects.recency = newest_of_path.recency
                    else subjects.recency >= coalesce(newest_of_unit.recency, 0)
                        and subjects.recency = newest_of_path.recency
                end
            when standing_sheets.file_id is not null then standing_sheets.file_id = subjects.file_id
            else subjects.file_id in (select file_id from standing_sheets)
                or subjects.file_id in (select file_id from receipts)
        end
)
select open.unit_id, open.path, open.slug, open.severity, open.sheet, open.cell, open.value, open.message,
    open.file_id
from open
left join units on units.unit_id = open.unit_id
order by open.severity, units.position nulls last, open.path, open.file_id, open.position
