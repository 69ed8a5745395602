-- Which documents have the units issued?
-- Grain: a document that counts. Order: roster, then the order of the file.
select counted_documents.unit_id, counted_documents.number, counted_documents.issued_on, counted_documents.type,
    counted_documents.title, counted_documents.file_id, counted_documents.sheet, counted_documents.cell
from counted_documents
inner join units on units.unit_id = counted_documents.unit_id
order by units.position, counted_documents.position
