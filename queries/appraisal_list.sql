-- What has each appraiser said of each model on each criterion, and is the model still nominated?
-- Grain: unit, model, criterion, appraiser; the newest word. Order: roster, name, appraiser, criterion.
select standing_appraisals.unit_id, coalesce(nominated_models.name, standing_appraisals.name) as name,
    nominated_models.unit_id is not null as is_listed, standing_appraisals.criterion_id, standing_appraisals.answer,
    standing_appraisals.remark, standing_appraisals.appraiser, standing_appraisals.recorded_at,
    standing_appraisals.recorded_by
from standing_appraisals
inner join units on units.unit_id = standing_appraisals.unit_id
left join nominated_models
    on nominated_models.unit_id = standing_appraisals.unit_id
    and nominated_models.model_key = standing_appraisals.model_key
order by units.position, coalesce(nominated_models.name, standing_appraisals.name), standing_appraisals.appraiser,
    standing_appraisals.criterion_id
