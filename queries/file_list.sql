-- Which files have come in, when, by whom, what became of each, and does it still count?
-- Grain: a file received. Order: newest first.
with finding_counts as (
    select file_id, count(*) filter (where severity = 'error') as errors,
        count(*) filter (where severity = 'warning') as warnings
    from findings
    group by file_id
),
standing as (
    select counted.file_id, count(*) as sheets
    from (
        select file_id from sheet_stacks
        union all
        select standing_corrections.file_id
        from standing_corrections
        inner join files as papers on papers.file_id = standing_corrections.file_id
        where papers.form = 'correction'
    ) as counted
    group by counted.file_id
),
receipt_counts as (
    select file_id, count(*) as receipts from receipts group by file_id
)
select files.file_id, files.path, files.form, files.unit_id, files.encoding, files.status, files.received_on,
    loads.recorded_at, loads.recorded_by, coalesce(finding_counts.errors, 0) as errors,
    coalesce(finding_counts.warnings, 0) as warnings, coalesce(standing.sheets, 0) as standing_sheets,
    coalesce(receipt_counts.receipts, 0) as receipts, files.sha256, files.is_sample,
    withdrawn_files.file_id is not null as is_withdrawn, withdrawn_files.reason as withdrawn_for,
    withdrawn_files.recorded_by as withdrawn_by, unit_papers.kind as paper_kind, unit_papers.number as paper_number,
    unit_papers.issued_on as paper_issued_on, unit_papers.subject as paper_subject
from files
inner join loads on loads.load_id = files.load_id
left join finding_counts on finding_counts.file_id = files.file_id
left join standing on standing.file_id = files.file_id
left join receipt_counts on receipt_counts.file_id = files.file_id
left join unit_papers on unit_papers.file_id = files.file_id
left join withdrawn_files on withdrawn_files.file_id = files.file_id
order by files.file_id desc
