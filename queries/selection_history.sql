-- What was decided about the models, one decision after the other, by whom and when, for what reason?
-- Grain: a decision recorded (decision null: taken back). Order: newest first, roster, name.
select day_selections.unit_id, coalesce(nominated_models.name, day_selections.name) as name, day_selections.decision,
    day_selections.reason, day_selections.decided_on, day_selections.recorded_at, day_selections.recorded_by
from day_selections
inner join units on units.unit_id = day_selections.unit_id
left join nominated_models
    on nominated_models.unit_id = day_selections.unit_id and nominated_models.model_key = name_key(day_selections.name)
order by day_selections.recorded_at desc, units.position, day_selections.name, day_selections.decided_on desc,
    day_selections.decision
