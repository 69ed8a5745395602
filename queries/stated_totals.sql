-- Where does a total that a unit states of its models disagree with the models it lists?
-- Grain: a stated total that counts and disagrees, of a unit whose list of models counts. Order: roster, total.
with stated as (
    select facts.unit_id, facts.fact_id, facts.number, facts.file_id, facts.sheet, facts.cell
    from facts
    inner join standing_sheets
        on standing_sheets.file_id = facts.file_id and standing_sheets.unit_id = facts.unit_id
        and standing_sheets.sheet = facts.sheet
    where facts.fact_id in ('models_stated', 'awarded_models') and facts.number is not null
),
-- a list without rows is one of 0 models; a unit whose list has not come in states what nobody can compare
lists as (
    select standing_sheets.unit_id, standing_sheets.unit_position, standing_sheets.file_id, standing_sheets.sheet,
        count(counted_models.unit_id) as models
    from standing_sheets
    left join counted_models on counted_models.unit_id = standing_sheets.unit_id
    where standing_sheets.sheet = 'Mô hình' and standing_sheets.unit_position is not null
    group by standing_sheets.unit_id, standing_sheets.unit_position, standing_sheets.file_id, standing_sheets.sheet
)
select stated.unit_id, stated.fact_id, stated.number as stated, lists.models as listed, stated.file_id, stated.sheet,
    stated.cell, lists.file_id as list_file_id, lists.sheet as list_sheet
from stated
inner join lists on lists.unit_id = stated.unit_id
where (stated.fact_id = 'models_stated' and stated.number <> lists.models)
    or (stated.fact_id = 'awarded_models' and stated.number > lists.models)
order by lists.unit_position, stated.fact_id desc
