-- Which models stand under the same name in the lists of several units?
-- Grain: a model that counts whose name another unit has too. Order: fewest units first, name, roster, file.
with named as (
    select counted_models.unit_id, counted_models.unit_position, counted_models.position, counted_models.name,
        counted_models.implementer, counted_models.start_year, counted_models.file_id, counted_models.sheet,
        counted_models.cell,
        translate(lower(counted_models.name), concat(' ', chr(9), chr(10), chr(13), chr(160)), '') as letters
    from counted_models
    where counted_models.unit_position is not null
),
-- The same letters without tones, and the same tone at the same place between consonants: which vowel of a syllable
-- bears the tone is left open (hòa, hoà; uỷ, ủy; quý, qúy), which syllable bears it is not.
keyed as (
    select named.unit_id, named.unit_position, named.position, named.name, named.implementer, named.start_year,
        named.file_id, named.sheet, named.cell,
        concat(
            translate(
                named.letters,
                'àằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ',
                'aăâeêioôơuưyaăâeêioôơuưyaăâeêioôơuưyaăâeêioôơuưyaăâeêioôơuưy'
            ),
            '|',
            translate(
                named.letters,
                'àằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵaăâeêioôơuưy',
                '````````````????????????~~~~~~~~~~~~''''''''''''''''''''''''............'
            )
        ) as name_key
    from named
),
shared as (
    select name_key, count(distinct unit_id) as units, min(name) as first_name
    from keyed
    group by name_key
    having count(distinct unit_id) > 1
)
select dense_rank() over (order by shared.units, shared.first_name) as same_name, shared.units, keyed.unit_id,
    keyed.name, keyed.implementer, keyed.start_year, keyed.file_id, keyed.sheet, keyed.cell
from keyed
inner join shared on shared.name_key = keyed.name_key
order by shared.units, shared.first_name, keyed.unit_position, keyed.position
