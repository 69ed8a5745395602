-- As a reader's day shows it: how many sources of figures count, and what came, was entered or was said only later?
-- Grain: one row; without a day nothing is later. Order: none.
with carrying as (
    select distinct file_id from carried_sheets
    union
    select file_id from corrected_figures
),
known as (
    select day_sources.file_id from day_sources inner join carrying on carrying.file_id = day_sources.file_id
),
later as (
    select counted_files.file_id, counted_files.form in ('entry', 'correction', 'paper_entry') as is_typed,
        had_come(counted_files.received_on) as had_come
    from counted_files
    inner join carrying on carrying.file_id = counted_files.file_id
    where counted_files.file_id not in (select file_id from known)
)
select (select count(*) from known) as sources,
    (select count(*) from later where not is_typed and not had_come) as later_files,
    (select count(*) from later where not is_typed and had_come) as files_loaded_later,
    (select count(*) from later where is_typed) as later_entries,
    (select count(*) from known where file_id not in (select file_id from counted_files)) as withdrawn_later,
    (select count(*) from selections where not (had_come(decided_on) and was_known(recorded_at)))
    + (select count(*) from appraisals where not was_known(recorded_at)) as later_words
order by sources
