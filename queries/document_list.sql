-- Which documents have the units issued?
-- Grain: a document that counts. Order: roster, then the order of the file.
select counted_documents.unit_id, counted_documents.number, counted_documents.issued_on, counted_documents.type,
    counted_documents.title, counted_documents.file_id, counted_documents.sheet, counted_documents.cell
from counted_documents
where counted_documents.unit_position is not null
order by counted_documents.unit_position, counted_documents.position
