-- Which lines of the report did the writer reword, leave out, move or add, and who last?
-- Grain: a line that somebody has put a hand to. Order: by section, then as they were first touched.
with numbered as (
    select line_id, section, text, is_left_out, after_line, basis, recorded_at, recorded_by,
        row_number() over (partition by line_id order by rowid desc) as newest,
        min(rowid) over (partition by line_id) as first_touched
    from report_edits
)
select line_id, section, text, is_left_out, after_line, basis, recorded_at, recorded_by
from numbered
where newest = 1 and (text is not null or is_left_out or after_line is not null)
order by section, first_touched
