-- What was found in one file when it came in?
-- Grain: a finding of the file. Order: the order of the file, what is of the whole file first.
select findings.slug, findings.severity, findings.sheet, findings.cell, findings.value, findings.message
from findings
where findings.file_id = cast($file_id as integer)
order by findings.position
