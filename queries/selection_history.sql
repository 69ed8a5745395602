-- What was decided about the models, one decision after the other, by whom and when, for what reason?
-- Grain: a decision recorded (decision null: taken back). Order: newest first, roster, name.
select selections.unit_id, coalesce(nominated_models.name, selections.name) as name, selections.decision,
    selections.reason, selections.decided_on, selections.recorded_at, selections.recorded_by
from selections
inner join units on units.unit_id = selections.unit_id
left join nominated_models
    on nominated_models.unit_id = selections.unit_id and nominated_models.model_key = name_key(selections.name)
order by selections.recorded_at desc, units.position, selections.name, selections.decided_on desc, selections.decision
