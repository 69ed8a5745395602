-- Which models are nominated, each once, and on which paper does that rest?
-- Grain: a nominated model of the roster's units, a name that a list repeats once. Order: roster, then the file's order.
select nominated_models.unit_id, nominated_models.name, nominated_models.source
from nominated_models
order by nominated_models.unit_position, nominated_models.position
