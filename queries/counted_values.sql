-- Which value counts under each heading of each unit, one row a value, whatever its kind?
-- Grain: unit, sheet, item (alike ones numbered), field (null: the item has one value). Order: roster, then the grain.
with model_fields as (
    select unnest(['name', 'sector_id', 'kind', 'level', 'implementer', 'start_year', 'summary', 'nominated', 'remark'])
        as field
),
document_fields as (
    select unnest(['name', 'issued_on', 'type']) as field
),
list_fields as (
    select unnest(['name', 'implementer', 'summary']) as field
),
models as (
    select unit_id, sheet, name, position, sector_id, kind, level, implementer, start_year, summary, is_nominated,
        remark, file_id, cell, row_number() over (partition by unit_id, name order by position, cell) as number
    from counted_models
),
documents as (
    select unit_id, sheet, concat_ws(', ', number, title) as name, issued_on, type, file_id, cell,
        row_number() over (partition by unit_id, number, title order by position, cell) as number
    from counted_documents
),
listed as (
    select unit_id, name, implementer, summary, file_id, cell,
        row_number() over (partition by unit_id, name order by position, cell) as number
    from counted_nominations
    where source = 'nomination_list'
),
remarks as (
    select unit_id, sheet, section_id, text, file_id, cell,
        row_number() over (partition by unit_id, section_id order by length(cell), cell) as number
    from counted_remarks
),
named as (
    select unit_id, sheet, indicator_id as item, year as number, cast(null as varchar) as field,
        cast(value as varchar) as value, file_id, cell
    from counted_figures
    union all
    select models.unit_id, models.sheet, models.name as item, models.number, model_fields.field,
        case model_fields.field
            when 'name' then models.name
            when 'sector_id' then models.sector_id
            when 'kind' then models.kind
            when 'level' then models.level
            when 'implementer' then models.implementer
            when 'start_year' then cast(models.start_year as varchar)
            when 'summary' then models.summary
            when 'nominated' then case when models.is_nominated then 'x' end
            else models.remark
        end as value, models.file_id, models.cell
    from models
    cross join model_fields
    union all
    select documents.unit_id, documents.sheet, documents.name as item, documents.number, document_fields.field,
        case document_fields.field
            when 'name' then documents.name
            when 'issued_on' then cast(documents.issued_on as varchar)
            else documents.type
        end as value, documents.file_id, documents.cell
    from documents
    cross join document_fields
    union all
    select listed.unit_id, 'Danh sách' as sheet, listed.name as item, listed.number, list_fields.field,
        case list_fields.field
            when 'name' then listed.name
            when 'implementer' then listed.implementer
            else listed.summary
        end as value, listed.file_id, listed.cell
    from listed
    cross join list_fields
    union all
    select unit_id, sheet, section_id as item, number, cast(null as varchar) as field, text as value, file_id, cell
    from remarks
    union all
    select unit_id, sheet, fact_id as item, 1 as number, cast(null as varchar) as field,
        coalesce(text, cast(number as varchar), cast(day as varchar)) as value, file_id, cell
    from counted_facts
    union all
    select unit_id, 'Tiếp nhận' as sheet, obligation_id as item, 1 as number, cast(received_on as varchar) as field,
        cast(copies as varchar) as value, cast(null as integer) as file_id, cast(null as varchar) as cell
    from receipt_days
)
select named.unit_id, named.sheet, named.item, cast(named.number as integer) as number, named.field, named.value,
    named.file_id, named.cell
from named
left join units on units.unit_id = named.unit_id
where named.value is not null
order by units.position nulls last, named.unit_id, named.sheet, named.item, named.number, named.field
