-- Which files came along with papers that were recorded on screen?
-- Grain: a file attached. Order: newest source first, unit, name.
select attachments.file_id, attachments.unit_id, attachments.sha256, attachments.name
from attachments
inner join counted_files on counted_files.file_id = attachments.file_id
order by attachments.file_id desc, attachments.unit_id, attachments.name
