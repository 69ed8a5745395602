-- What is decided about each nominated model, and about models that are no longer nominated?
-- Grain: a model nominated or once decided (decision null: none yet). Order: roster, file; those unlisted last, by name.
select coalesce(nominated_models.unit_id, standing_selections.unit_id) as unit_id,
    coalesce(nominated_models.name, standing_selections.name) as name,
    nominated_models.unit_id is not null as is_listed, standing_selections.decision, standing_selections.reason,
    standing_selections.decided_on, standing_selections.recorded_at, standing_selections.recorded_by
from nominated_models
full outer join standing_selections
    on standing_selections.unit_id = nominated_models.unit_id
    and standing_selections.model_key = nominated_models.model_key
inner join units on units.unit_id = coalesce(nominated_models.unit_id, standing_selections.unit_id)
order by units.position, nominated_models.position is null, nominated_models.position, standing_selections.name
