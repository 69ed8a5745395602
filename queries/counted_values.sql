-- Which value counts under each heading of each unit, one row a value, whatever its kind?
-- Grain: unit, sheet, item (several rows of one name are numbered). Order: roster, sheet, item.
with named as (
    select unit_id, sheet, concat(indicator_id, '|', year) as item, cast(value as varchar) as value, file_id, cell,
        0 as place
    from counted_figures
    union all
    select unit_id, sheet, name as item,
        concat_ws(' · ', sector_id, kind, level, implementer, start_year, summary,
            case when is_nominated then 'x' end, remark) as value,
        file_id, cell, position as place
    from counted_models
    union all
    select unit_id, sheet, concat_ws(' · ', number, title) as item,
        concat_ws(' · ', cast(issued_on as varchar), type) as value, file_id, cell, position as place
    from counted_documents
    union all
    select unit_id, sheet, section_id as item, text as value, file_id, cell, 0 as place
    from counted_remarks
    union all
    select unit_id, sheet, fact_id as item, coalesce(text, cast(number as varchar), cast(day as varchar)) as value,
        file_id, cell, 0 as place
    from counted_facts
    union all
    select unit_id, 'Danh sách' as sheet, name as item, concat_ws(' · ', implementer, summary) as value, file_id,
        cell, position as place
    from counted_nominations
    where source = 'nomination_list'
    union all
    select unit_id, 'Tiếp nhận' as sheet, concat(obligation_id, '|', received_on) as item,
        cast(copies as varchar) as value, null as file_id, null as cell, 0 as place
    from receipt_days
),
numbered as (
    select unit_id, sheet, item, value, file_id, cell,
        row_number() over (partition by unit_id, sheet, item order by place, value, cell) as number
    from named
)
select numbered.unit_id, numbered.sheet, numbered.item, cast(numbered.number as integer) as number, numbered.value,
    numbered.file_id, numbered.cell
from numbered
left join units on units.unit_id = numbered.unit_id
order by units.position nulls last, numbered.unit_id, numbered.sheet, numbered.item, numbered.number
